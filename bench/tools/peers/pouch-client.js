// Replicates the lines of a file once and prints the seconds that it took as JSON.
const fs = require("fs");
const PouchDB = require("pouchdb").plugin(require("pouchdb-adapter-memory"));
(async () => {
  const local = new PouchDB("laptop", { adapter: "memory" });
  const docs = fs.readFileSync(process.argv[3], "utf8").trim().split("\n")
    .map((line, i) => ({ _id: "r" + String(i).padStart(5, "0"), ...JSON.parse(line) }));
  await local.bulkDocs(docs);
  const start = process.hrtime.bigint();
  const done = await local.replicate.to(`http://${process.argv[2]}:5984/headquarters`);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (done.docs_written !== docs.length) throw new Error("not every record arrived");
  console.log(JSON.stringify({ seconds }));
  process.exit(0);
})().catch((e) => { console.error(e); process.exit(1); });
