package retex.exchange;

import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.Letters;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceContent;

/** What came down to a laptop earlier, and where it is kept. */
public interface LaptopInbox {

  /** Says in the hello what is held: letters, their check, cursors. */
  void describe(Hello.Builder hello);

  /**
   * Keeps changed reference data and the new cursor in one transaction; nothing where they follow
   * another cursor than the one that is held: another conversation of this laptop has kept others
   * meanwhile. False where the conversation does not know any more what is held, so that the next
   * hello is to say it.
   */
  boolean keep(Reference reference, ReferenceContent content);

  /**
   * Keeps letters, their last number and check in one transaction; nothing where fewer are held
   * than were in the conversation that brings them, {@code heldBefore}: all are to come again. Nor
   * what another conversation has kept meanwhile, or what does not follow it. False as above.
   */
  boolean keep(Letters letters, long heldBefore);
}
