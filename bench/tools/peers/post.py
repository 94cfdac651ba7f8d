#!/usr/bin/env python3
"""One multipart POST a record over one kept-alive connection, as ODK Collect submits: `serve HOST`, `send HOST FILE`."""
import http.client, http.server, json, sys, time

PORT, BOUNDARY = 8000, "----retex-bench"


class Door(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # head and body of an answer in one packet: in two, the second waits a round trip for the first's acknowledgement
    wbufsize, disable_nagle_algorithm = -1, True

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        body = b'<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message>full submission upload was successful</message></OpenRosaResponse>'
        self.send_response(201)
        self.send_header("Content-Type", "text/xml")
        self.send_header("X-OpenRosa-Version", "1.0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def send(host, path):
    lines = open(path, "rb").read().splitlines()
    door = http.client.HTTPConnection(host, PORT)
    start = time.monotonic()
    for line in lines:
        body = (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="record.json"\r\n'
                "Content-Type: application/json\r\n\r\n").encode() + line + f"\r\n--{BOUNDARY}--\r\n".encode()
        door.request("POST", "/submission", body, {
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "X-OpenRosa-Version": "1.0",
            "User-Agent": "org.odk.collect.android/v2025.1", "Accept-Encoding": "gzip"})
        answer = door.getresponse()
        answer.read()
        if answer.status != 201:
            sys.exit(1)
    print(json.dumps({"seconds": time.monotonic() - start}))


if sys.argv[1] == "serve":
    server = http.server.ThreadingHTTPServer((sys.argv[2], PORT), Door)
    print("ready", flush=True)
    server.serve_forever()
else:
    send(sys.argv[2], sys.argv[3])
