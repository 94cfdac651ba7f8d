// Enrols with a token, sends one trainer's note, and says what headquarters answered.
// node client.js HOST:PORT TOKEN PROTO_FOLDER
// Section names in comments are those of docs/sync.md.
"use strict";
const crypto = require("crypto");
const tls = require("tls");
const grpc = require("@grpc/grpc-js");
const loader = require("@grpc/proto-loader");
const protobuf = require("protobufjs");
const { Decompress } = require("fzstd");
const { columns } = require("./columns");
const { certificateRequest, pem } = require("./der");

const [address, token, protos] = process.argv.slice(2);
const [host, port] = address.split(":");
const sha256 = (...parts) => parts.reduce((h, it) => h.update(it), crypto.createHash("sha256")).digest();

const files = ["retex/enrolment/v1/enrolment_service.proto", "retex/sync/v1/sync_service.proto"];
const services = grpc.loadPackageDefinition(
  loader.loadSync(files, { includeDirs: [protos], keepCase: true, longs: Number, enums: String, oneofs: true, defaults: true }));
const root = new protobuf.Root();
root.resolvePath = (from, target) =>
  target.startsWith("google/") ? target : target.startsWith("/") ? target : protos + "/" + target;
root.loadSync(files, { keepCase: true });
const type = name => root.lookupType("retex." + name);
// canonical bytes: fields in the order of their numbers, none that has its default value
const bytes = (name, message) => Buffer.from(type(name).encode(message).finish());

// Enrolment: the authority is the certificate of the server's chain with the token's fingerprint.
function authority(fingerprint) {
  return new Promise((resolve, reject) => {
    const socket = tls.connect(
      { host, port: Number(port), servername: "retex-server", rejectUnauthorized: false,
        minVersion: "TLSv1.3", ALPNProtocols: ["h2"] },
      () => {
        let at = socket.getPeerCertificate(true);
        const seen = new Set();
        while (at && at.raw && !seen.has(at.fingerprint256)) {
          seen.add(at.fingerprint256);
          if (sha256(at.raw).equals(fingerprint)) {
            socket.destroy();
            return resolve(pem("CERTIFICATE", at.raw));
          }
          at = at.issuerCertificate;
        }
        socket.destroy();
        reject(new Error("not the server that issued the token"));
      });
    socket.on("error", reject);
  });
}

const options = { "grpc.ssl_target_name_override": "retex-server", "grpc.default_authority": "retex-server" };

function enrol(credentials, log, deviceKey, deviceId, secret) {
  const request = certificateRequest(deviceId.toString("hex"), deviceKey);
  const signed = Buffer.concat([Buffer.from("retex.enrol.v1"), secret, request]);
  const client = new services.retex.enrolment.v1.EnrolmentService(address, credentials, options);
  return new Promise((resolve, reject) =>
    client.Enrol(
      { secret, log_key: log.publicKey, certificate_request: request,
        log_signature: crypto.sign(null, signed, log.privateKey), device_name: "Node" },
      (error, answer) => {
        client.close();
        if (error) return reject(error);
        return answer.enrolled ? resolve(answer.enrolled) : reject(new Error(answer.refused));
      }));
}

// Entries: what the receiver derives, and this side must know to sign it.
function entry(device, number, previous, payload) {
  const micros = Date.now() * 1000;
  const place = Buffer.alloc(12);
  place.writeUInt32BE(1, 0);
  place.writeBigUInt64BE(BigInt(number), 4);
  const fill = sha256(Buffer.from("retex.record.v1"), device, place);
  const high = (BigInt(Math.floor(micros / 1000)) << 16n) | 0x7000n | (fill.readBigUInt64BE(0) >> 52n);
  const low = 0x8000000000000000n | (fill.readBigUInt64BE(8) >> 2n);
  const recordId = Buffer.alloc(16);
  recordId.writeBigUInt64BE(BigInt.asUintN(64, high), 0);
  recordId.writeBigUInt64BE(low, 8);
  const envelope = {
    record_id: recordId, device, epoch: 1, number, previous, author: "node",
    instrument: "trainer-note@1", written_at_micros: micros, kind: 2, payload_sha256: sha256(payload) };
  if (number === 1) delete envelope.previous;
  return {
    revision: sha256(bytes("record.v1.Envelope", envelope)),
    compact: { author: "node", instrument: "trainer-note@1", written_at_micros: micros, kind: 2, payload } };
}

function head(log, device, number, revision) {
  const signed = bytes("record.v1.Head", { device, epoch: 1, number, revision });
  return crypto.sign(null, Buffer.concat([Buffer.from("retex.head.v1"), signed]), log.privateKey);
}

// Streams: a zstd stream may hold blocks that are not compressed, so no encoder is needed here.
class Frames {
  constructor() {
    this.begun = false;
  }
  frame(content) {
    const parts = [];
    if (!this.begun) {
      this.begun = true;
      parts.push(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58])); // magic, no size, window 2 MiB
    }
    for (let at = 0; at < content.length; at += 1 << 17) {
      const block = content.subarray(at, at + (1 << 17));
      const size = block.length << 3; // raw, not the last
      parts.push(Buffer.from([size & 0xff, (size >> 8) & 0xff, (size >> 16) & 0xff]), block);
    }
    return Buffer.concat(parts);
  }
}

function synchronise(credentials, log, device) {
  const client = new services.retex.sync.v1.SyncService(address, credentials, options);
  const call = client.Exchange();
  const said = { acknowledged: 0, refused: [], units: 0, instruments: 0, letters: 0, current: false };
  const content = [];
  const down = new Decompress(piece => content.push(Buffer.from(piece)));
  const payload = bytes("record.v1.TrainerNote", {
    unit: { code: "U-001" }, rotation: "2026-A", day: 20494, language: "en", classification: 2,
    trainer: "Some Trainer", topic: "MED-01", audience_total: 24, audience_women: 5,
    language_of_instruction: "en", level_before: 2, level_after: 3,
    observations: "Sent by another client.", reference: "node-1" });
  const one = entry(device, 1, Buffer.alloc(0), payload);

  call.write({ hello: { protocol: 2, device, epoch: 1, next_number: 1, backlog: 1, opening: 0 } });
  call.write({ batch: {
    first_number: 1,
    frame: new Frames().frame(columns(type("sync.v1.BatchContent"), { entries: [one.compact] })),
    signature: head(log, device, 1, one.revision),
    turn: 0 } });

  return new Promise((resolve, reject) => {
    const maybeEnd = () => {
      if (said.current && said.acknowledged === 1) call.end();
    };
    call.on("data", message => {
      switch (message.message) {
        case "acknowledged":
          said.acknowledged = message.acknowledged.up_to;
          break;
        case "refused":
          said.refused.push(message.refused.code);
          break;
        case "reference": {
          content.length = 0;
          down.push(message.reference.frame);
          const changes = type("sync.v1.ReferenceContent").decode(Buffer.concat(content));
          said.units += changes.units.length;
          said.instruments += changes.instruments.length;
          break;
        }
        case "letters":
          said.letters += message.letters.letters.length;
          break;
        case "current":
          said.current = true;
          break;
      }
      maybeEnd();
    });
    call.on("error", reject);
    call.on("end", () => {
      client.close();
      resolve({ ...said, revision: one.revision.toString("hex") });
    });
  });
}

async function main() {
  const told = Buffer.from(token, "base64url");
  const secret = told.subarray(0, 32);
  const ca = await authority(told.subarray(32));
  const pair = crypto.generateKeyPairSync("ed25519");
  const log = { privateKey: pair.privateKey,
    publicKey: Buffer.from(pair.publicKey.export({ format: "jwk" }).x, "base64url") };
  const device = sha256(log.publicKey).subarray(0, 16);
  const deviceKey = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
  const enrolled = await enrol(
    grpc.credentials.createSsl(Buffer.from(ca)), log, deviceKey, device, secret);
  const mutual = grpc.credentials.createSsl(
    Buffer.from(pem("CERTIFICATE", enrolled.authority)),
    Buffer.from(deviceKey.privateKey.export({ type: "pkcs8", format: "pem" })),
    Buffer.from(pem("CERTIFICATE", enrolled.certificate)));
  const said = await synchronise(mutual, log, device);
  console.log(JSON.stringify({ device: device.toString("hex"), ...said }));
}

main().catch(error => {
  console.error(String(error && error.stack));
  process.exit(1);
});
