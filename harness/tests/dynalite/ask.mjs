// node ask.mjs REQUESTS ANSWERS: sends each request of a JSON file to dynalite and writes the replies
// into another. A request is {operation, body}, a reply {status, body}. The server listens on
// loopback, on a free port, and ends with this process.
import { readFileSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import dynalite from "dynalite";

const [requestsFile, answersFile] = process.argv.slice(2);
const server = dynalite({ createTableMs: 0 });
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function ask({ operation, body }) {
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": `DynamoDB_20120810.${operation}`,
    "x-amz-date": "20260113T100000Z",
    authorization:
      "AWS4-HMAC-SHA256 Credential=key/20260113/region/dynamodb/aws4_request, " +
      "SignedHeaders=host, Signature=none",
  };
  const { address, port } = server.address();
  return new Promise((resolve, reject) => {
    const call = request({ host: address, port, method: "POST", headers, agent }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode, body: JSON.parse(Buffer.concat(chunks)) }));
    });
    call.on("error", reject);
    call.end(JSON.stringify(body));
  });
}

server.listen(0, "127.0.0.1", async () => {
  const answers = [];
  for (const one of JSON.parse(readFileSync(requestsFile))) answers.push(await ask(one));
  writeFileSync(answersFile, JSON.stringify(answers));
  agent.destroy();
  server.close();
});
