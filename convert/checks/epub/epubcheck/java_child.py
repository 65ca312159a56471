"""The child process that holds the Java virtual machine of EPUBCheck; `process` starts it.

Reads one request a line, `{"file": …, "profile": …}`, and answers each with a line: `{"messages": […]}`, or
`{"failed": …}` where EPUBCheck breaks down on a file. The first line of all is `{"version": …}`, or `{"absent": …}` if
there is no Java. The process ends with its standard input, whatever Java is doing.

Imports nothing of this package, so that it starts quickly.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from typing import Any, TextIO


def _answers_alone() -> TextIO:
    """Return standard output for answers; what Java prints goes to standard error instead."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


def _requests() -> queue.SimpleQueue[str]:
    """Return the requests, which a thread reads; the end of input ends the process."""
    requests: queue.SimpleQueue[str] = queue.SimpleQueue()

    def read() -> None:
        for line in sys.stdin:
            requests.put(line)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return requests


def _text(text: str) -> str:
    """Return a text of Java's without halves of characters."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _messages(classes: Any, request: dict[str, str]) -> list[list[object]]:
    """Return EPUBCheck's messages on a file, each as severity, id, member, line, column and text."""
    written = classes.StringWriter()
    report = classes.CheckingReport(classes.PrintWriter(written), request["file"])
    report.setLocale(classes.Locale.ENGLISH)
    report.initialize()
    profile = classes.EPUBProfile.valueOf(request["profile"])
    classes.EpubCheck(classes.File(request["file"]), report, profile).doValidate()
    report.generate()
    found: list[list[object]] = []
    for message in json.loads(str(written))["messages"]:
        severity, text = message["severity"].lower(), message["message"]
        id = message["ID"].replace("_", "-")  # some of EPUBCheck's ids are written in another way
        for place in message["locations"] or [{}]:
            member, line, column = place.get("path") or "", place.get("line") or 0, place.get("column") or 0
            found.append([severity, id, _text(member), max(line, 0), max(column, 0), _text(text)])
    return found


def main(jars: str, *options: str) -> None:
    """Answer requests with the EPUBCheck in the folder `jars`; `options` are those of the Java virtual machine."""
    for name in ("SIGINT", "SIGHUP"):  # they reach all processes of a terminal; the parent says what is done
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_IGN)
    answers, requests = _answers_alone(), _requests()

    def answer(content: dict[str, object]) -> None:
        answers.write(json.dumps(content) + "\n")
        answers.flush()

    class Classes:
        """The classes of Java that are used here."""

    try:
        import jpype

        classpath = [os.path.join(jars, "epubcheck.jar"), os.path.join(jars, "lib", "*")]
        jpype.startJVM(*options, classpath=classpath, convertStrings=True)
        for name in (
            *("java.io.File", "java.io.PrintWriter", "java.io.StringWriter", "java.util.Locale"),
            *("com.adobe.epubcheck.api.EPUBProfile", "com.adobe.epubcheck.api.EpubCheck"),
            "com.adobe.epubcheck.reporting.CheckingReport",
        ):
            setattr(Classes, name.rpartition(".")[2], jpype.JClass(name))
        version = str(Classes.EpubCheck.version())  # type: ignore[attr-defined]
    except Exception as e:  # no Java, one that is too old, or one that does not start
        answer({"absent": f"{type(e).__name__}: {e}".splitlines()[0]})
        return
    answer({"version": version})
    while True:
        request = json.loads(requests.get())
        try:
            answer({"messages": _messages(Classes, request)})
        except Exception as e:  # whatever EPUBCheck throws, errors of the virtual machine included
            answer({"failed": f"{type(e).__name__.rpartition('.')[2]}: {e}".splitlines()[0]})


if __name__ == "__main__":
    main(*sys.argv[1:])
