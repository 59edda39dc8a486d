// restify that gives a message back, without any state: the least that a server of this kind does.
import restify from 'restify';

const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/echo', (request, response, next) => {
  response.send(200, { id: '1', text: request.body.text });
  next();
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
