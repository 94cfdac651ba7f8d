package retex.server.catalogue;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import retex.instrument.Instruments;

/** The forms that this server knows: those shipped with it. */
@Factory
final class InstrumentsFactory {

  @Singleton
  Instruments instruments() {
    return Instruments.shipped();
  }
}
