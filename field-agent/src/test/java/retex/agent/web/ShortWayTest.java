package retex.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortWayTest {

  private static final String BODY = "{\"name\":\"unit.name\"}";

  private final List<String> answered = new ArrayList<>();
  private final List<String> passed = new ArrayList<>();
  private boolean isShut;
  private boolean isBroken;
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new ShortWayHandler(
              new ShortWay(() -> List.of(new OneDoor()), () -> List.of(new Echo()))));

  @Test
  void what_is_its_own_is_answered_once_it_is_whole() {
    channel.writeInbound(head("/short"), part("{\"name\":"));
    assertThat(answered).isEmpty();

    channel.writeInbound(last("\"unit.name\"}"));

    assertThat(answered).containsExactly(BODY);
    FullHttpResponse response = channel.readOutbound();
    assertThat(response.status()).isEqualTo(HttpResponseStatus.OK);
    assertThat(response.content().toString(StandardCharsets.UTF_8)).isEqualTo(BODY);
    assertThat(response.headers().get("Content-Security-Policy")).contains("default-src 'self'");
    assertThat((Object) channel.readInbound()).isNull();
    assertThat(passed).containsExactly("enter", "leave");
  }

  @Test
  void what_a_door_does_not_admit_goes_the_ordinary_way_as_it_came() {
    isShut = true;

    channel.writeInbound(head("/short"), last(BODY));

    assertThat(answered).isEmpty();
    assertHandedOn();
    assertThat(passed).isEmpty();
  }

  @Test
  void what_fails_goes_the_ordinary_way_as_it_came_and_leaves_the_door() {
    isBroken = true;

    channel.writeInbound(head("/short"), last(BODY));

    assertHandedOn();
    assertThat(passed).containsExactly("enter", "leave");
  }

  @Test
  void a_request_behind_one_on_the_ordinary_way_waits_for_its_turn_there() {
    channel.writeInbound(head("/long"), last(BODY));
    channel.writeInbound(head("/short"), last(BODY));
    assertThat(answered).isEmpty();

    channel.writeOutbound(whole(HttpResponseStatus.CONTINUE));
    channel.writeInbound(head("/short"), last(BODY));
    assertThat(answered).isEmpty();

    for (int i = 0; i < 3; i++) {
      channel.writeOutbound(whole(HttpResponseStatus.OK));
    }
    channel.writeInbound(head("/short"), last(BODY));
    assertThat(answered).containsExactly(BODY);
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Type, text/plain",
    "Expect, 100-continue",
    "Connection, close",
    "Content-Encoding, gzip",
    "Content-Length, 70000",
    "Content-Length, 0"
  })
  void anything_out_of_the_ordinary_goes_the_ordinary_way(String name, String value) {
    HttpRequest head = head("/short");
    head.headers().set(name, value);

    channel.writeInbound(head, last(BODY));

    assertHandedOn();
  }

  @Test
  void a_page_is_opened_without_making_what_keeps_answers() {
    Supplier<List<ShortAnswer>> unmade =
        () -> {
          throw new AssertionError("made before it is needed");
        };
    var way = new ShortWay(() -> List.of(new OneDoor()), unmade);
    var page = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/unlock");

    assertThat(way.takes(page)).isFalse();
  }

  @Test
  void a_body_longer_than_it_said_is_handed_on_whole() {
    String half = "x".repeat(40_000);

    channel.writeInbound(head("/short"), part(half), part(half), last("end"));

    assertThat((Object) channel.readInbound()).isInstanceOf(HttpRequest.class);
    assertThat(content(channel.readInbound())).isEqualTo(half);
    assertThat(content(channel.readInbound())).isEqualTo(half);
    assertThat(content(channel.readInbound())).isEqualTo("end");
  }

  private void assertHandedOn() {
    assertThat((Object) channel.readInbound()).isInstanceOf(HttpRequest.class);
    assertThat(content(channel.readInbound())).isEqualTo(BODY);
    assertThat((Object) channel.readOutbound()).isNull();
  }

  private static String content(HttpContent part) {
    return part.content().toString(StandardCharsets.UTF_8);
  }

  private static HttpRequest head(String path) {
    var head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.PUT, path);
    head.headers().set("Content-Type", "application/json").set("Content-Length", BODY.length());
    return head;
  }

  private static HttpContent part(String text) {
    return new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }

  private static HttpContent last(String text) {
    return new DefaultLastHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }

  private static FullHttpResponse whole(HttpResponseStatus status) {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
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
