// A CouchDB-protocol server in memory. Says "ready" when it listens.
const express = require("express");
const PouchDB = require("pouchdb").plugin(require("pouchdb-adapter-memory"));
const Memory = PouchDB.defaults({ adapter: "memory" });
const app = express();
app.use("/", require("express-pouchdb")(Memory, { inMemoryConfig: true, logPath: "/dev/null" }));
app.listen(5984, process.argv[2], () => console.log("ready"));
