// The one PKCS#10 request (RFC 2986) that enrolment needs, and PEM.
"use strict";
const crypto = require("crypto");

function der(tag, ...parts) {
  const content = Buffer.concat(parts);
  const length = content.length < 128
    ? Buffer.from([content.length])
    : content.length < 256 ? Buffer.from([0x81, content.length]) : Buffer.from([0x82, content.length >> 8, content.length & 0xff]);
  return Buffer.concat([Buffer.from([tag]), length, content]);
}

const COMMON_NAME = Buffer.from("0603550403", "hex");
const ECDSA_WITH_SHA256 = Buffer.from("06082a8648ce3d040302", "hex");

/** CN is the device's id in hexadecimal; signed by the TLS key. */
function certificateRequest(name, pair) {
  const subject = der(0x30, der(0x31, der(0x30, COMMON_NAME, der(0x0c, Buffer.from(name)))));
  const key = pair.publicKey.export({ type: "spki", format: "der" });
  const fields = der(0x30, Buffer.from([0x02, 0x01, 0x00]), subject, key, Buffer.from([0xa0, 0x00]));
  const signature = crypto.sign("sha256", fields, pair.privateKey);
  return der(0x30, fields, der(0x30, ECDSA_WITH_SHA256), der(0x03, Buffer.from([0]), signature));
}

function pem(label, bytes) {
  const text = bytes.toString("base64").match(/.{1,64}/g).join("\n");
  return `-----BEGIN ${label}-----\n${text}\n-----END ${label}-----\n`;
}

module.exports = { certificateRequest, pem };
