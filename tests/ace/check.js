// Every EPUB of a folder through DAISY Ace, in one Node process.
// Prints one line of JSON for each assertion that did not pass, and nothing else.
// Usage: NODE_PATH=ACE/node_modules node check.js FOLDER

const fs = require('fs');
const os = require('os');
const path = require('path');
const ace = require('@daisy/ace-core');
const runner = require('@daisy/ace-axe-runner-puppeteer');

function* failures(assertion, subject) {
  const url = assertion['earl:testSubject'] ? assertion['earl:testSubject'].url || subject : subject;
  for (const inner of assertion.assertions || []) yield* failures(inner, url);
  const test = assertion['earl:test'];
  const result = assertion['earl:result'] || {};
  if (test && result['earl:outcome'] !== 'pass') {
    yield { severity: test['earl:impact'], code: test['dct:title'], member: url, text: result['dct:description'] || '' };
  }
}

(async () => {
  const folder = process.argv[2];
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'ace-'));
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.epub')).sort()) {
    const options = { cwd: folder, outdir: path.join(scratch, file), lang: 'en', initLogger: true, silent: true, fileName: 'ace.log' };
    const [, report] = await ace(path.join(folder, file), options, runner);
    for (const failure of failures(report, '')) console.log(JSON.stringify({ file, ...failure }));
    console.log(JSON.stringify({ file, outcome: report['earl:result']['earl:outcome'] }));
  }
  fs.rmSync(scratch, { recursive: true, force: true });
  process.exit(0);
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
