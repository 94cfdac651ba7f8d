package retex.agent.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the {@link ShortWay}, before the server's codec. Holds a request back until it
 * is whole, then answers it or hands its bytes on as they came. While one is on the ordinary way
 * all that follow it go there too, so that answers keep their order and nothing within a body is
 * taken for a request. Used by the connection's own thread alone.
 */
final class ShortWayHandler extends ChannelInboundHandlerAdapter {

  private static final int MOST_PIECES = 32; // of one request; a slower one goes the ordinary way
  private static final byte[] HEAD = head();

  private final ShortWay way;
  private final Behind behind = new Behind();
  private @Nullable ByteBuf held; // one request, or its beginning
  private int pieces;
  private boolean isUnclear; // the codec holds back bytes: where it sees a request begin is its own

  ShortWayHandler(ShortWay way) {
    this.way = way;
  }

  /** What is to stand behind the server's codec. */
  Behind behind() {
    return behind;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      context.fireChannelRead(message);
    } else if (held != null) {
      held = Unpooled.wrappedBuffer(held, bytes);
      pieces++;
      look(context, held);
    } else if (!isUnclear && behind.isQuiet() && mayBeOwn(bytes)) {
      held = bytes;
      pieces = 1;
      look(context, bytes);
    } else {
      handOn(context, bytes);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (held != null) {
      held.release();
      held = null;
    }
  }

  private static boolean mayBeOwn(ByteBuf bytes) {
    int at = bytes.readerIndex();
    return bytes.readableBytes() > 4
        && ShortHead.begins(
            bytes.getByte(at), bytes.getByte(at + 1), bytes.getByte(at + 2), bytes.getByte(at + 3));
  }

  private void look(ChannelHandlerContext context, ByteBuf all) {
    byte[] bytes = new byte[all.readableBytes()];
    all.getBytes(all.readerIndex(), bytes);
    int end = ShortHead.end(bytes);
    if (end < 0 && bytes.length < ShortHead.LONGEST && pieces < MOST_PIECES) {
      return; // the head goes on
    }
    Optional<ShortHead> head =
        end < 0 || end > ShortHead.LONGEST
            ? Optional.empty()
            : ShortHead.of(context.channel(), bytes, end);
    boolean isOwn = head.isPresent() && way.takes(head.get());
    int missing = isOwn ? end + head.get().bodyLength() - bytes.length : 0;
    if (missing > 0 && pieces < MOST_PIECES) {
      return; // the body goes on
    }
    held = null;
    Optional<byte[]> answer =
        isOwn && missing == 0 ? way.answer(head.get(), head.get().body()) : Optional.empty();
    if (answer.isEmpty()) {
      handOn(context, all);
    } else {
      all.release();
      context.writeAndFlush(Unpooled.wrappedBuffer(whole(answer.get())), context.voidPromise());
    }
  }

  private void handOn(ChannelHandlerContext context, ByteBuf bytes) {
    context.fireChannelRead(bytes);
    if (bytes.isReadable()) {
      isUnclear = true;
    }
  }

  private static byte[] head() {
    var head = new StringBuilder("HTTP/1.1 200 OK\r\n");
    Guard.HARDENING.forEach(
        (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("content-type: application/json\r\ncontent-length: ");
    return head.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] whole(byte[] body) {
    byte[] length = (body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(HEAD, HEAD.length + length.length + body.length);
    System.arraycopy(length, 0, all, HEAD.length, length.length);
    System.arraycopy(body, 0, all, HEAD.length + length.length, body.length);
    return all;
  }

  /** Sees, behind the codec, how far the requests on the ordinary way have come. */
  static final class Behind extends ChannelDuplexHandler {

    private int open; // requests without a whole answer
    private boolean isMidway; // of a request

    /** Nothing is on its way: what comes next is a request, and its answer is the next. */
    boolean isQuiet() {
      return open == 0 && !isMidway;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest) {
        open++;
        isMidway = true;
      }
      if (message instanceof LastHttpContent) {
        isMidway = false;
      }
      context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      boolean isInterim =
          message instanceof HttpResponse it
              && it.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      if (message instanceof LastHttpContent && !isInterim && open > 0) {
        open--;
      }
      context.write(message, promise);
    }
  }
}
