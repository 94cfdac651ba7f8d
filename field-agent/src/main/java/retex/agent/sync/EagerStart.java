package retex.agent.sync;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;

/**
 * Lets a call begin as soon as TLS stands. HTTP/2 lets a client send before it has heard the
 * server's settings (RFC 9113, 3.4); gRPC for Java waits for them, which is a round trip. So its
 * reader is handed an empty settings frame, which changes nothing, and the acknowledgement of that
 * frame is taken out of what is sent. Of one channel, the first handler of its pipeline.
 */
final class EagerStart extends ChannelDuplexHandler {

  private static final byte[] NO_SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0}; // RFC 9113, 4.1 and 6.5
  private static final byte[] ACKNOWLEDGED = {0, 0, 0, 4, 1, 0, 0, 0, 0};

  @Override
  public void channelActive(ChannelHandlerContext context) throws Exception {
    super.channelActive(context);
    look(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    super.channelRead(context, message);
    look(context);
  }

  /** TLS comes at once, or when a proxy has let us through. */
  private void look(ChannelHandlerContext context) {
    ChannelHandlerContext tls = context.pipeline().context(SslHandler.class);
    if (tls != null) {
      context.pipeline().addAfter(tls.name(), null, new BehindTls());
      context.pipeline().remove(this);
    }
  }

  /** Sees HTTP/2 in the clear. */
  private static final class BehindTls extends ChannelDuplexHandler {
    private boolean waiting;

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
      super.userEventTriggered(context, event); // gRPC puts its HTTP/2 in place now
      if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
        waiting = true;
        context.fireChannelRead(Unpooled.wrappedBuffer(NO_SETTINGS));
        context.fireChannelReadComplete();
      }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
        throws Exception {
      if (waiting
          && message instanceof ByteBuf frame
          && frame.equals(Unpooled.wrappedBuffer(ACKNOWLEDGED))) {
        ReferenceCountUtil.release(message);
        promise.setSuccess();
        context.pipeline().remove(this);
      } else {
        super.write(context, message, promise);
      }
    }
  }
}
