package retex.agent.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the {@link ShortWay}. Holds a request back until it is whole, then answers it
 * or hands it on as it came. While one is being answered on the ordinary way all that follow it go
 * there too, so that answers keep their order. Used by the connection's own thread alone.
 */
final class ShortWayHandler extends ChannelDuplexHandler {

  // nothing of a request comes into the headers of an answer, so they are not looked through again
  private static final HttpHeadersFactory OWN_WORDS =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);
  private static final Map<AsciiString, AsciiString> HARDENING =
      Guard.HARDENING.entrySet().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  it -> new AsciiString(it.getKey()), it -> new AsciiString(it.getValue())));

  private final ShortWay way;
  private final List<HttpContent> body = new ArrayList<>(2);
  private @Nullable HttpRequest held;
  private int length; // bytes of the body so far
  private int elsewhere; // requests on the ordinary way without a whole answer

  ShortWayHandler(ShortWay way) {
    this.way = way;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    HttpRequest head = held;
    if (head != null && message instanceof HttpContent part) {
      body.add(part);
      length += part.content().readableBytes();
      if (message instanceof LastHttpContent last) {
        finish(context, head, last.decoderResult().isSuccess());
      } else if (length > ShortWay.LONGEST) {
        handOn(context, head);
      }
    } else if (message instanceof HttpRequest request && elsewhere == 0 && way.takes(request)) {
      held = request;
    } else {
      if (message instanceof HttpRequest) {
        elsewhere++;
      }
      context.fireChannelRead(message);
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    boolean isInterim =
        message instanceof HttpResponse it
            && it.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (message instanceof LastHttpContent && !isInterim && elsewhere > 0) {
      elsewhere--;
    }
    context.write(message, promise);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    forget();
  }

  private void finish(ChannelHandlerContext context, HttpRequest head, boolean isWhole) {
    Optional<byte[]> answer =
        isWhole ? way.answer(context.channel(), head, bytes()) : Optional.empty();
    if (answer.isEmpty()) {
      handOn(context, head);
      return;
    }
    forget();
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.OK,
            Unpooled.wrappedBuffer(answer.get()),
            OWN_WORDS.newHeaders(),
            EmptyHttpHeaders.INSTANCE);
    HttpHeaders headers = response.headers();
    for (var each : HARDENING.entrySet()) {
      headers.set(each.getKey(), each.getValue());
    }
    headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
    headers.set(HttpHeaderNames.CONTENT_LENGTH, answer.get().length);
    context.writeAndFlush(response, context.voidPromise());
  }

  private void handOn(ChannelHandlerContext context, HttpRequest head) {
    var parts = List.copyOf(body);
    body.clear();
    forget();
    elsewhere++;
    context.fireChannelRead(head);
    parts.forEach(context::fireChannelRead);
  }

  private byte[] bytes() {
    byte[] bytes = new byte[length];
    int at = 0;
    for (HttpContent part : body) {
      int more = part.content().readableBytes();
      part.content().getBytes(part.content().readerIndex(), bytes, at, more);
      at += more;
    }
    return bytes;
  }

  private void forget() {
    body.forEach(HttpContent::release);
    body.clear();
    held = null;
    length = 0;
  }
}
