package retex.agent.sync;

import jakarta.inject.Singleton;
import retex.agent.record.HearsAnew;

/** Says in the next hello that no letter is held, so that all of them come again. */
@Singleton
final class LettersAgain implements HearsAnew {

  private final HeadquartersRows headquarters;

  LettersAgain(HeadquartersRows headquarters) {
    this.headquarters = headquarters;
  }

  @Override
  public void hearAnew() {
    headquarters.hold(0, new byte[0]);
  }
}
