"""Scenarios against a real S3 server on loopback, whose answers fail as wanted: `python tests/s3_scenarios.py NAME`.

Each prints what it found as JSON. They are programs of their own, because tests may open no connection in theirs, and
because packages behind S3 warn of deprecations. Needs `moto[server]` and `s3fs`.
"""

from __future__ import annotations

import concurrent.futures
import gzip
import hashlib
import http.server
import io
import json
import logging
import multiprocessing
import os
import socket
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from convert.batch import storage as storage_module
from convert.batch.inputs import Inputs, Item, load
from convert.batch.storage import remote_storage_for
from convert.errors import ConvertError

SECRET = "topsecret"
BUCKET = "s3://bucket"

SLOW_DOWN = b"<?xml version='1.0'?><Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>"


class Server:
    """moto's S3 behind a layer that fails requests: `fault` names how, `wants` decides which."""

    def __init__(self) -> None:
        from moto.server import DomainDispatcherApplication, create_backend_app
        from werkzeug.serving import make_server

        self.fault = ""
        self.wants: Callable[[dict[str, Any]], bool] = lambda _: True
        self.requests: list[str] = []
        self.failed: list[str] = []
        self._app = DomainDispatcherApplication(create_backend_app)
        self._lock = threading.Lock()
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def _answer(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        request = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}?{environ['QUERY_STRING']}"
        with self._lock:
            self.requests.append(request)
            fails = bool(self.fault) and self.wants(environ)
            if fails:
                self.failed.append(request)
        if not fails:
            return self._app(environ, start)  # type: ignore[no-any-return]
        if self.fault == "503":
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            start("503 Slow Down", [("Content-Type", "application/xml"), ("Content-Length", str(len(SLOW_DOWN)))])
            return [] if environ["REQUEST_METHOD"] == "HEAD" else [SLOW_DOWN]
        if self.fault == "403":
            start("403 Forbidden", [("Content-Length", "0")])
            return [b""]
        if self.fault == "lost answer":  # the request is done, and nobody learns of it
            b"".join(self._app(environ, lambda *_: lambda _: None))
        if self.fault == "cut answer":
            found: list[Any] = []
            body = b"".join(self._app(environ, lambda *answer: found.extend(answer) or (lambda _: None)))
            start(found[0], found[1])
            return _cut(body, environ)
        raise _dropped(environ)

    def fails(self, fault: str, wants: Callable[[dict[str, Any]], bool] | None = None) -> None:
        """From now on, requests fail; without `wants`, each request for the first time."""
        seen: set[tuple[str, ...]] = set()

        def first(environ: dict[str, Any]) -> bool:
            key = tuple(environ.get(name, "") for name in ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "HTTP_RANGE"))
            is_first = key not in seen
            seen.add(key)
            return is_first

        self.fault, self.wants = fault, wants or first
        self.requests.clear()
        self.failed.clear()


def _cut(body: bytes, environ: dict[str, Any]) -> Iterator[bytes]:
    yield body[: len(body) // 2]
    raise _dropped(environ)


def _dropped(environ: dict[str, Any]) -> Exception:
    """Close the connection; return what the server takes for that."""
    environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
    return ConnectionAbortedError()


def told(action: Callable[[], Any]) -> str:
    """What became of an action: its result, or its error."""
    try:
        return repr(action())
    except ConvertError as e:
        return f"{type(e).__name__}: {e}"


FILES = {
    "a.txt": b"hello",
    "n/c.txt": "Zürich".encode(),
    "n/c.meta.toml": b'headline = "Ferry"',
    "n/.hidden.txt": b"x",
    "n.md": b"x",
    "x y/ä?.txt": b"odd",
    "e/::/f.txt": b"chained",
}


def fill(folder: Path) -> None:
    """The same files below a folder and in the bucket."""
    storage = remote_storage_for(BUCKET)
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
        if "::" in name:
            import boto3

            boto3.client("s3").put_object(Bucket="bucket", Key=f"in/{name}", Body=data)
        else:
            storage.put(f"{BUCKET}/in/{name}", data)


def summary(items: Iterable[Item]) -> list[Any]:
    found = []
    for item in items:
        data = item.data
        error = item.error
        metadata: dict[str, object] = {}
        try:
            for file in item.sidecars.values():
                metadata |= file.parsed().values
        except ConvertError as e:
            error = e
        if data is None and error is None:
            try:
                data, _ = load(item.path)
            except ConvertError as e:
                error = e
        text = data.decode() if data is not None else None
        found.append([item.name, item.stem, item.identity, text, str(metadata), error and error.code])
    return found


def objects(server: Server) -> dict[str, Any]:
    """All operations on objects."""
    storage = remote_storage_for(BUCKET)
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder))
    url = f"{BUCKET}/in/a.txt"
    entry = storage.entry(url)
    found = {
        "entry": [entry and entry.size, entry and entry.is_folder, bool(entry and entry.modified)],
        "folders": [bool(e and e.is_folder) for e in map(storage.entry, (f"{BUCKET}/in", f"{BUCKET}/in/n/", BUCKET))],
        "absent": [storage.entry(f"{BUCKET}/{name}") for name in ("gone", "gone/", "in/gone.txt")],
        "no bucket": storage.entry("s3://gone/x"),
        "list": [[e.path.removeprefix(BUCKET), e.is_folder, e.size] for e in storage.list(f"{BUCKET}/in/")],
        "read": storage.read(url).decode(),
        "digest": storage.digest(url) == hashlib.sha256(FILES["a.txt"]).hexdigest(),
        "same": told(lambda: storage.put(url, FILES["a.txt"], replace=False)),
        "other": told(lambda: storage.put(url, b"other", replace=False)),
        "kept": storage.read(url).decode(),
        "new": told(lambda: storage.put(f"{BUCKET}/in/new.txt", b"new", replace=False)),
        "replaced": [told(lambda: storage.put(url, b"other")), storage.read(url).decode()],
        "put without bucket": told(lambda: storage.put("s3://gone/x", b"x")),
        "read absent": told(lambda: storage.read(f"{BUCKET}/gone")),
        "list absent": told(lambda: list(storage.list(f"{BUCKET}/gone"))),
        "deleted": [told(lambda: storage.delete(url)), told(lambda: storage.delete(url)), storage.entry(url)],
    }
    hidden = remote_storage_for(BUCKET)
    hidden.entry = lambda path: None  # type: ignore[method-assign]
    found["raced"] = [
        told(lambda: hidden.put(f"{BUCKET}/in/new.txt", b"new", replace=False)),
        told(lambda: hidden.put(f"{BUCKET}/in/new.txt", b"other", replace=False)),
    ]
    found["won"] = storage.read(f"{BUCKET}/in/new.txt").decode()
    large = os.urandom(20 * 2**20)
    storage.put(f"{BUCKET}/large", large)
    found["large"] = storage.read(f"{BUCKET}/large") == large
    found["parts"] = sum("partNumber" in request for request in server.requests)
    return found


def inputs(server: Server) -> dict[str, Any]:
    """A folder, its containers and single objects have the same items as on a disk."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "in")
        fill(folder)
        lines = b"".join(json.dumps({"id": n, "text": f"story {n}"}).encode() + b"\n" for n in range(50))
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive, tarfile.open(Path(name, "a.tgz"), "w:gz") as tar:
            for path, data in FILES.items():
                archive.writestr(path, data)
                info = tarfile.TarInfo(path)
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
        containers = {
            "day.jsonl": lines,
            "day.jsonl.gz": gzip.compress(lines),
            "a.zip": buffer.getvalue(),
            "a.tgz": Path(name, "a.tgz").read_bytes(),
        }
        found = {"in": [summary(Inputs([f"{folder}/"])), summary(Inputs([f"{BUCKET}/in/"]))]}
        for container, data in containers.items():
            Path(name, container).write_bytes(data)
            remote_storage_for(BUCKET).put(f"{BUCKET}/{container}", data)
            found[container] = [summary(Inputs([f"{root}/{container}"])) for root in (name, BUCKET)]
        Path(name, "list").write_text(f"{BUCKET}/in/a.txt\n", encoding="utf-8")
        for remote in (False, True):
            listed = Inputs([], files_from=os.path.join(name, "list"), remote=remote)
            found[f"list, {remote}"] = [*summary(listed)[0][2:4], str(next(iter(listed)).error)]
    return found


def workers(server: Server) -> dict[str, Any]:
    """Workers load objects, however they are started, after their parent has used the connection."""
    storage = remote_storage_for(BUCKET)
    for number in range(8):
        storage.put(f"{BUCKET}/in/{number}.txt", f"story {number}".encode())
    paths = [item.path for item in Inputs([f"{BUCKET}/in/"])]
    found = {}
    for method in ("fork", "spawn", "forkserver"):
        context = multiprocessing.get_context(method)
        with concurrent.futures.ProcessPoolExecutor(2, mp_context=context) as pool:
            found[method] = [data.decode() for data, _ in pool.map(load, paths)]
    revisions = []
    for text in (b"other story", b"other story", b"third story"):
        storage.put(f"{BUCKET}/in/0.txt", text)
        revisions.append([next(iter(Inputs([f"{BUCKET}/in{path}"]))).revision for path in ("/", "/0.txt")])
    found["revisions"] = [len({tag.split()[2] for tag in each}) for each in revisions]
    found["changes"] = [each[0].split()[2] != revisions[0][0].split()[2] for each in revisions]
    return found


def convert(server: Server) -> dict[str, Any]:
    """The command makes the same documents from a bucket as from a folder, in any number of processes."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1480000000"}
    trees: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        for number in range(6):
            text = f"Ferry {number} resumes after storm\n\nThe ferry resumed on Tuesday, its operator said.\n".encode()
            Path(name, "in", str(number % 2)).mkdir(parents=True, exist_ok=True)
            Path(name, "in", str(number % 2), f"{number}.txt").write_bytes(text)
            remote_storage_for(BUCKET).put(f"{BUCKET}/in/{number % 2}/{number}.txt", text)
        for inputs, jobs in ((f"{name}/in", "1"), (f"{BUCKET}/in", "1"), (f"{BUCKET}/in/", "2")):
            out = Path(name, f"out-{len(trees)}")
            command = [sys.executable, "-m", "convert", "convert", inputs, "-o", str(out), "-j", jobs, "-t", "ninjs"]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            files = sorted(path for path in out.rglob("*.json") if path.is_file())
            documents = {str(path.relative_to(out)): path.read_text(encoding="utf-8") for path in files}
            trees[f"{len(trees)}"] = [done.returncode, done.stderr.replace(name, ""), documents]
    return trees


def objects_below(url: str) -> dict[str, str]:
    """The digests of the objects below a folder of the bucket."""
    storage = remote_storage_for(url)
    found: dict[str, str] = {}
    for entry in storage.list(url):
        if entry.is_folder:
            found |= objects_below(entry.path)
        else:
            found[entry.path.removeprefix(f"{BUCKET}/out/")] = storage.digest(entry.path)
    return found


def outputs(server: Server) -> dict[str, Any]:
    """Documents in a bucket are those of a folder, a second run skips them, and what others put there is kept."""
    os.environ["SOURCE_DATE_EPOCH"] = "1480000000"
    out = f"{BUCKET}/out/"
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        journal = Path(name, "journal.jsonl")

        def run(*arguments: str) -> list[Any]:
            begin = len(server.requests)
            command = [sys.executable, "-m", "convert", "convert", "in", *arguments]
            done = subprocess.run(command, cwd=name, capture_output=True, text=True, check=False)
            made = sorted({r.split("/")[-1].split("?")[0] for r in server.requests[begin:] if r.startswith("PUT ")})
            return [done.returncode, done.stderr, made]

        for number in range(4):
            text = f"Ferry {number} resumes after storm\n\nThe ferry resumed on Tuesday, its operator said.\n"
            Path(name, "in", str(number % 2)).mkdir(parents=True, exist_ok=True)
            Path(name, "in", str(number % 2), f"{number}.txt").write_text(text)
        run("-o", "local", "--no-journal")
        local = {
            str(path.relative_to(Path(name, "local"))): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in Path(name, "local").rglob("*")
            if path.is_file()
        }
        found["refused"] = [run("-o", out)[:2], run("-o", out, "--journal", f"{BUCKET}/j.jsonl")[:2]]
        found["dry"] = [*run("-o", out, "--dry-run")[:2], repr(remote_storage_for(out).entry(out))]
        found["first"] = run("-o", out, "--journal", str(journal), "-j", "2")[:2]
        found["same"] = objects_below(out) == local
        found["second"] = run("-o", out, "--journal", str(journal))
        found["verified"] = run("-o", out, "--journal", str(journal), "--verify")
        storage = remote_storage_for(BUCKET)
        storage.put(f"{out}1/1.epub", b"somebody else's")
        storage.delete(f"{out}0/2.ninjs.json")
        found["kept"] = run("-o", out, "--journal", str(journal))
        found["still"] = storage.read(f"{out}1/1.epub").decode()
        found["forced"] = run("-o", out, "--journal", str(journal), "--force")
        found["again"] = objects_below(out) == local
        found["without"] = run("-o", out, "--no-journal")
        found["paths"] = sorted(
            document["path"]
            for line in map(json.loads, journal.read_text().splitlines()[:4])
            for document in line["documents"]
        )
        found["secret"] = SECRET in journal.read_text()
    return found


def partly(server: Server) -> dict[str, Any]:
    """A story whose second document cannot be put has none in the bucket; a later run makes all."""
    os.environ["SOURCE_DATE_EPOCH"] = "1480000000"
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        for number in range(3):
            text = f"Ferry {number} resumes after storm\n\nThe ferry resumed on Tuesday, its operator said.\n"
            Path(name, f"{number}.txt").write_text(text)

        def run() -> list[Any]:
            command = [sys.executable, "-m", "convert", "convert", "0.txt", "1.txt", "2.txt", "-o", f"{BUCKET}/out"]
            done = subprocess.run(
                [*command, "--journal", "journal.jsonl"], cwd=name, capture_output=True, text=True, check=False
            )
            return [done.returncode, done.stderr]

        server.fails("403", lambda e: e["REQUEST_METHOD"] == "PUT" and e["PATH_INFO"].endswith("/1.ninjs.json"))
        found["failed"] = [*run(), sorted(objects_below(f"{BUCKET}/out/"))]
        found["removed"] = [request for request in server.requests if request.startswith("DELETE")]
        server.fails("")
        found["resumed"] = [*run(), sorted(objects_below(f"{BUCKET}/out/"))]
    return found


class Pages(http.server.BaseHTTPRequestHandler):
    """A web server: some pages need a token, some are without a length, some fail once."""

    seen: ClassVar[set[str]] = set()

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        pages = {
            "/a.txt": b"hello",
            "/day.jsonl.gz": gzip.compress(b'{"id": 1, "text": "one"}\n'),
            "/large.txt": b"x" * 99,
        }
        body = pages.get(path.removeprefix("/flaky").removeprefix("/endless"))
        status = 404 if body is None else 200
        if path.startswith("/private") or (query and query != "token=topsecret"):
            status = 403
        if path.startswith("/flaky") and self.path not in self.seen:
            self.seen.add(self.path)
            status = 503
        if path == "/moved.txt":
            self.send_response(302)
            self.send_header("Location", "/a.txt")
            self.end_headers()
            return
        body = body if status == 200 and body is not None else b""
        self.send_response(status)
        self.send_header("Last-Modified", "Thu, 24 Nov 2016 15:06:40 GMT")
        if not path.startswith("/endless"):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        pass


def web(server: Server) -> dict[str, Any]:
    """Files of a web server, also with a token in their address, which is not shown."""
    pages = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=pages.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{pages.server_port}"
    names = [
        "a.txt",
        f"a.txt?token={SECRET}",
        "a.txt?token=wrong",
        "gone.txt",
        "private.txt",
        "flaky/a.txt",
        "endless/a.txt",
    ]
    names += ["moved.txt", "day.jsonl.gz", f"day.jsonl.gz?token={SECRET}", "large.txt", "endless/large.txt"]
    storage_module.MAX_INPUT = 90
    found: dict[str, Any] = {}
    for name in names:
        items = list(Inputs([f"{root}/{name}"]))
        found[name.replace(SECRET, "…")] = [
            [item.path.removeprefix(root), item.moment, *each[2:4], each[5]]
            for item, each in zip(items, summary(items), strict=True)
        ]
    pages.shutdown()
    pages.server_close()
    found["down"] = told(lambda: load(f"{root}/a.txt")).replace(root, "")
    return found


def permanent(server: Server) -> dict[str, Any]:
    """A server that always fails is given up soon, and no secret is shown."""
    storage = remote_storage_for(BUCKET)
    storage.put(f"{BUCKET}/a.txt", b"old")
    found = {}
    for fault in ("503", "drop", "403"):
        server.fails(fault, lambda _: True)
        begin = time.monotonic()
        texts = [
            told(lambda: storage.read(f"{BUCKET}/a.txt")),
            told(lambda: storage.put(f"{BUCKET}/a.txt", b"new")),
            told(lambda: list(storage.list(BUCKET))),
            *(str(item.error) for item in Inputs([f"{BUCKET}/in/"])),
        ]
        found[fault] = {"texts": texts, "requests": len(server.requests), "seconds": time.monotonic() - begin}
    server.fails("")
    found["kept"] = storage.read(f"{BUCKET}/a.txt").decode()
    return found


def unreachable(server: Server) -> dict[str, Any]:
    """An output to which nothing can be written ends the run before any work."""
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        Path(name, "a.txt").write_text("Ferry sails\n\nThe ferry sailed on Tuesday, its operator said.\n")
        Path(name, "b.txt").write_text("Ferry stays\n\nThe ferry stayed on Tuesday, its operator said.\n")

        def run(out: str, **environment: str) -> list[Any]:
            command = [sys.executable, "-m", "convert", "convert", "a.txt", "b.txt", "-t", "text", "-o", out]
            done = subprocess.run(
                [*command, "--no-journal", "-q"],
                cwd=name,
                env={**os.environ, **environment},
                capture_output=True,
                text=True,
                check=False,
            )
            return [done.returncode, done.stderr.splitlines()]

        found["bucket"] = run("s3://nowhere/out")
        found["server"] = run(f"{BUCKET}/out", AWS_ENDPOINT_URL="http://127.0.0.1:9")
        keys = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "HOME": name}
        found["credentials"] = run(f"{BUCKET}/out", **keys)
        server.fails("403", lambda environ: (environ["REQUEST_METHOD"], environ["PATH_INFO"]) == ("HEAD", "/bucket"))
        found["permissions"] = run(f"{BUCKET}/out")
    return found


def multipart(server: Server) -> dict[str, Any]:
    """An object whose parts cannot all be written is not there, and the parts are removed."""
    import boto3

    storage = remote_storage_for(BUCKET)
    storage.put(f"{BUCKET}/large", b"old")
    server.fails("503", lambda environ: "partNumber=2" in environ["QUERY_STRING"])
    text = told(lambda: storage.put(f"{BUCKET}/large", bytes(20 * 2**20)))
    server.fails("")
    uploads = boto3.client("s3").list_multipart_uploads(Bucket="bucket").get("Uploads", [])
    return {"text": text, "kept": storage.read(f"{BUCKET}/large").decode(), "uploads": len(uploads)}


def main(name: str, fault: str = "") -> None:
    """Run a scenario, with every request failing once for the reason `fault`."""
    for variable in list(os.environ):
        if variable.startswith(("AWS_", "FSSPEC_")):
            del os.environ[variable]
    storage_module._FIRST_PAUSE = 0.01
    server = Server()
    settings = {"ACCESS_KEY_ID": "KEY", "SECRET_ACCESS_KEY": SECRET, "DEFAULT_REGION": "us-east-1"}
    os.environ |= {f"AWS_{key}": value for key, value in settings.items()}
    os.environ["AWS_ENDPOINT_URL"] = server.address
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
    import boto3

    boto3.client("s3").create_bucket(Bucket="bucket")
    if fault:
        server.fails(fault)
    scenarios = (objects, inputs, workers, convert, outputs, partly, web, permanent, unreachable, multipart)
    found = next(each for each in scenarios if each.__name__ == name)(server)
    print(json.dumps({"found": found, "failed": len(server.failed)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
