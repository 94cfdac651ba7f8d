package retex.exchange;

import java.util.List;
import java.util.Random;
import retex.contract.DeviceKey;

/** Headquarters of the simulation. */
class MemoryHeadquartersTest extends HeadquartersStoreContract {

  @Override
  protected HeadquartersStore store(DeviceKey enrolled) {
    return new MemoryHeadquarters(List.of(enrolled), new Fuse(new Random(1)), Mutation.NONE);
  }
}
