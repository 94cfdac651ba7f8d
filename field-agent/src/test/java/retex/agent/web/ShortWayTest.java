package retex.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortWayTest {

  private static final String BODY = "{\"name\":\"unit.name\"}";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String LENGTH = "Content-Length: " + BODY.length() + "\r\n";
  private static final String SHORT = "PUT /short HTTP/1.1\r\n" + JSON + LENGTH + "\r\n" + BODY;
  private static final String LONG = SHORT.replace("/short", "/long");

  private final List<String> answered = new ArrayList<>();
  private final List<String> passed = new ArrayList<>();
  private boolean isShut;
  private boolean isBroken;
  private final ShortWayHandler handler =
      new ShortWayHandler(new ShortWay(() -> List.of(new OneDoor()), () -> List.of(new Echo())));
  private final EmbeddedChannel channel =
      new EmbeddedChannel(handler, new HttpServerCodec(), handler.behind());

  @Test
  void what_is_its_own_is_answered_with_the_hardening_of_every_page() {
    write(SHORT);

    String answer = told();
    assertThat(answered).containsExactly(BODY);
    assertThat(answer)
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("\r\nContent-Security-Policy: default-src 'self'")
        .contains("\r\ncontent-type: application/json\r\n")
        .contains("\r\ncontent-length: " + BODY.length() + "\r\n")
        .endsWith("\r\n\r\n" + BODY);
    assertThat((Object) channel.readInbound()).isNull();
    assertThat(passed).containsExactly("enter", "leave");
  }

  @Test
  void it_is_answered_once_it_is_whole_wherever_it_was_cut() {
    for (int cut = 5; cut < SHORT.length(); cut++) {
      answered.clear();
      write(SHORT.substring(0, cut));
      assertThat(answered).isEmpty();

      write(SHORT.substring(cut));

      assertThat(answered).containsExactly(BODY);
      assertThat(told()).endsWith(BODY);
    }
  }

  @Test
  void what_a_door_does_not_admit_goes_the_ordinary_way_as_it_came() {
    isShut = true;

    write(SHORT);

    assertHandedOn("/short", BODY);
    assertThat(passed).isEmpty();
  }

  @Test
  void what_fails_goes_the_ordinary_way_as_it_came_and_leaves_the_door() {
    isBroken = true;

    write(SHORT);

    assertHandedOn("/short", BODY);
    assertThat(passed).containsExactly("enter", "leave");
  }

  @Test
  void a_request_behind_one_on_the_ordinary_way_waits_for_its_turn_there() {
    write(LONG);
    write(SHORT);
    assertThat(answered).isEmpty();

    answer(HttpResponseStatus.CONTINUE);
    write(SHORT);
    assertThat(answered).isEmpty();

    for (int i = 0; i < 3; i++) {
      answer(HttpResponseStatus.OK);
    }
    write(SHORT);
    assertThat(answered).containsExactly(BODY);
  }

  @Test
  void what_looks_like_a_request_within_the_body_of_another_is_no_request() {
    write("POST /long HTTP/1.1\r\nContent-Length: " + SHORT.length() + "\r\n\r\n");
    answer(HttpResponseStatus.OK); // before the body has come

    write(SHORT);

    assertThat(answered).isEmpty();
    assertHandedOn("/long", SHORT);
    write(SHORT);
    assertThat(answered).containsExactly(BODY);
  }

  @Test
  void where_the_codec_holds_back_a_beginning_nothing_after_it_is_taken_for_one() {
    write("GET /long HTTP/1.1\r\n\r\nGET /long HTTP/1.1\r\nX-Note: ");
    answer(HttpResponseStatus.OK);

    write(SHORT);

    assertThat(answered).isEmpty();
  }

  @Test
  void two_requests_in_one_go_the_ordinary_way_and_in_order() {
    write(SHORT + SHORT);

    assertThat(answered).isEmpty();
    assertHandedOn("/short", BODY);
    assertHandedOn("/short", BODY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT /short HTTP/1.1\r\nContent-Type: text/plain\r\n",
        "PUT /short HTTP/1.1\r\n" + JSON + "Expect: 100-continue\r\n",
        "PUT /short HTTP/1.1\r\n" + JSON + "Connection: close\r\n",
        "PUT /short HTTP/1.1\r\n" + JSON + "Content-Encoding: gzip\r\n",
        "PUT /short HTTP/1.1\r\n" + JSON + "Upgrade: h2c\r\n",
        "PUT /short HTTP/1.1\r\n" + JSON + "Cookie: a=b\r\ncookie: c=d\r\n",
        "PUT /short HTTP/1.1\r\n" + JSON + "X-Note: one\r\n two\r\n",
        "PUT /short HTTP/1.1\r\n" + JSON + "X-Note : one\r\n",
        "PUT /short HTTP/1.1\r\n" + JSON + "X-Note: one\n",
        "PUT /short HTTP/1.1\r\n" + JSON + "X-Note: \u00e9\r\n",
        "PUT /short HTTP/1.0\r\n" + JSON,
        "PUT  /short HTTP/1.1\r\n" + JSON,
        "PUT /sh%6Frt HTTP/1.1\r\n" + JSON,
        "PUT /short?x HTTP/1.1\r\n" + JSON,
        "PUT /long HTTP/1.1\r\n" + JSON,
        "POST /short HTTP/1.1\r\n" + JSON
      })
  void anything_out_of_the_ordinary_goes_the_ordinary_way(String head) {
    write(head + LENGTH + "\r\n" + BODY);

    assertThat(answered).isEmpty();
    assertThat((Object) channel.readInbound()).isInstanceOf(HttpRequest.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Content-Length: 0\r\n",
        "Content-Length: 70000\r\n",
        "Content-Length: +20\r\n",
        "Content-Length: 20, 20\r\n",
        "Transfer-Encoding: chunked\r\n"
      })
  void a_body_whose_length_is_not_plain_goes_the_ordinary_way(String length) {
    write("PUT /short HTTP/1.1\r\n" + JSON + length + "\r\n" + BODY);

    assertThat(answered).isEmpty();
    assertThat((Object) channel.readInbound()).isInstanceOf(HttpRequest.class);
  }

  @Test
  void a_head_without_an_end_is_handed_on() {
    write("PUT /short HTTP/1.1\r\nX-Note: ");
    assertThat((Object) channel.readInbound()).isNull();

    write("x".repeat(ShortHead.LONGEST));
    write("x".repeat(ShortHead.LONGEST));

    assertThat(answered).isEmpty();
    assertThat((Object) channel.readInbound()).isInstanceOf(HttpRequest.class); // too long: refused
  }

  @Test
  void a_request_in_many_small_pieces_goes_the_ordinary_way() {
    String many = SHORT.replace("\r\n\r\n", "\r\nX-Note: " + "x".repeat(500) + "\r\n\r\n");

    for (int at = 0; at < many.length(); at += 5) {
      write(many.substring(at, Math.min(many.length(), at + 5)));
    }

    assertThat(answered).isEmpty();
    assertThat((Object) channel.readInbound()).isInstanceOf(HttpRequest.class);
    var body = new StringBuilder();
    while (channel.readInbound() instanceof HttpContent part) {
      body.append(part.content().toString(StandardCharsets.UTF_8));
    }
    assertThat(body).hasToString(BODY);
  }

  @Test
  void a_page_is_opened_without_making_what_keeps_answers() {
    Supplier<List<ShortAnswer>> unmade =
        () -> {
          throw new AssertionError("made before it is needed");
        };
    var other = new ShortWayHandler(new ShortWay(() -> List.of(new OneDoor()), unmade));
    var pages = new EmbeddedChannel(other, new HttpServerCodec(), other.behind());

    pages.writeInbound(bytes("GET /unlock HTTP/1.1\r\n\r\n"));

    assertThat((Object) pages.readInbound()).isInstanceOf(HttpRequest.class);
  }

  @Test
  void what_it_holds_when_the_connection_ends_is_let_go() {
    ByteBuf half = bytes(SHORT.substring(0, 30));
    channel.writeInbound(half);
    assertThat(half.refCnt()).isEqualTo(1);

    channel.finishAndReleaseAll();

    assertThat(half.refCnt()).isZero();
  }

  private void write(String text) {
    channel.writeInbound(bytes(text));
  }

  private void answer(HttpResponseStatus status) {
    channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
  }

  private String told() {
    ByteBuf told = channel.readOutbound();
    String text = told.toString(StandardCharsets.UTF_8);
    told.release();
    return text;
  }

  private void assertHandedOn(String path, String body) {
    assertThat(answered).isEmpty();
    HttpRequest head = channel.readInbound();
    assertThat(head.uri()).isEqualTo(path);
    HttpContent content = channel.readInbound();
    assertThat(content.content().toString(StandardCharsets.UTF_8)).isEqualTo(body);
    if (channel.inboundMessages().peek() instanceof HttpContent) {
      channel.readInbound(); // the empty end
    }
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }

  private final class OneDoor implements Door {

    @Override
    public boolean admits(Knock knock) {
      return !isShut && knock.method().equals("PUT");
    }

    @Override
    public void enter() {
      passed.add("enter");
    }

    @Override
    public void leave() {
      passed.add("leave");
    }
  }

  private final class Echo implements ShortAnswer {

    @Override
    public boolean isFor(String method, String path) {
      return path.equals("/short");
    }

    @Override
    public Optional<byte[]> answer(Knock knock, byte[] body) {
      if (isBroken) {
        throw new IllegalStateException();
      }
      answered.add(new String(body, StandardCharsets.UTF_8));
      return Optional.of(body);
    }
  }
}
