// Starts the push service web-push-testing on this machine's inside address only; prints its port.
const [modules, port] = process.argv.slice(2);
const Server = require(`${modules}/web-push-testing/src/server.js`);
const { PushApiModel } = require(`${modules}/web-push-testing/src/PushApiModel.js`);
const server = new Server(new PushApiModel(), Number(port));
const listen = server._app.listen.bind(server._app);
server._app.listen = (_, ready) => listen(Number(port), "127.0.0.1", ready);
server.startServer();
// ends with whoever started it
process.stdin.on("end", () => process.exit()).resume();
