package retex.exchange;

import java.util.Optional;
import retex.proto.sync.v1.FetchRequest;
import retex.proto.sync.v1.FetchResponse;
import retex.proto.sync.v1.LackingRequest;
import retex.proto.sync.v1.LackingResponse;
import retex.proto.sync.v1.PostRequest;
import retex.proto.sync.v1.PostResponse;
import retex.proto.sync.v1.TeamRefusal;
import retex.relay.FetchSaying;
import retex.relay.LackingSaying;
import retex.relay.Measures;
import retex.relay.PostReceiving;
import retex.relay.TeamLine;

/** A laptop's line about files of its team, while others speak, and until it is cut. */
final class TeamLink implements TeamLine {

  /** Small, so that small files fill a line. */
  static final Measures MEASURES = new Measures(40, 60, 80, 120);

  private final Member member;
  private final Teams teams;

  TeamLink(Member member, Teams teams) {
    this.member = member;
    this.teams = teams;
  }

  @Override
  public LackingResponse lacking(LackingRequest said) throws Ended {
    var call = new TeamCall<LackingResponse>(() -> true);
    teams.begin(call);
    call.say(
        () -> {
          call.answer(LackingSaying.answer(teams.posts(), member.device(), said));
          return false;
        });
    try {
      return hear(call).orElseThrow(() -> new Ended(How.FAILED));
    } finally {
      teams.leave(call);
    }
  }

  @Override
  public PostCall post() {
    return new Posting();
  }

  @Override
  public FetchCall fetch(FetchRequest said) {
    return new Fetching(said);
  }

  /** Empty where headquarters has said all. */
  private <T> Optional<T> hear(TeamCall<T> call) throws Ended {
    while (true) {
      teams.happens(member);
      Optional<T> next = call.next();
      if (next.isPresent() || call.isEnded()) {
        return next;
      }
      if (!call.canGoUp()) {
        teams.fails("a laptop waits for what headquarters never says of a file of a team");
        throw new Ended(How.CUT);
      }
      teams.goUp(call);
    }
  }

  private final class Posting implements PostCall {
    private final TeamCall<PostResponse> call = new TeamCall<>(this::isRefused);
    private final PostReceiving receiving =
        new PostReceiving(member.device(), teams.posts(), MEASURES, call::answer);

    Posting() {
      teams.begin(call);
    }

    private boolean isRefused() {
      receiving.end(TeamRefusal.TEAM_REFUSAL_REVOKED);
      return true;
    }

    @Override
    public void say(PostRequest said) throws Ended {
      teams.happens(member);
      call.say(
          () -> {
            receiving.hear(said);
            return !receiving.isOver();
          });
    }

    @Override
    public void saidAll() {
      call.say(
          () -> {
            receiving.completed();
            return false;
          });
    }

    @Override
    public Optional<PostResponse> hear() throws Ended {
      return TeamLink.this.hear(call);
    }

    @Override
    public void close() {
      teams.leave(call);
    }
  }

  private final class Fetching implements FetchCall {
    private final FetchRequest said;
    private final TeamCall<FetchResponse> call = new TeamCall<>(this::isRefused);
    private final FetchSaying saying;
    private boolean isHeard;

    Fetching(FetchRequest said) {
      this.said = said;
      this.saying =
          new FetchSaying(
              member.device(),
              said,
              teams.posts(),
              MEASURES,
              it -> teams.says(member, it, call::answer),
              () -> !teams.isNewest(call));
      teams.begin(call);
      call.say(this::isToStay);
    }

    private boolean isToStay() {
      if (!isHeard) {
        isHeard = true;
        teams.fetches(member, call);
      }
      return saying.stays() && teams.isNewest(call);
    }

    private boolean isRefused() {
      saying.refuse(TeamRefusal.TEAM_REFUSAL_REVOKED);
      return true;
    }

    @Override
    public Optional<FetchResponse> hear() throws Ended {
      if (said.getStays() && isHeard && !call.isEnded() && !call.canGoUp()) {
        call.say(this::isToStay); // headquarters looks each two seconds
      }
      if (!said.getStays()) {
        return TeamLink.this.hear(call);
      }
      teams.happens(member);
      if (call.canGoUp()) {
        teams.goUp(call);
      }
      Optional<FetchResponse> next = call.next();
      return next.isPresent() || call.isEnded()
          ? next
          : Optional.of(FetchResponse.getDefaultInstance());
    }

    @Override
    public void close() {
      teams.leave(call);
    }
  }
}
