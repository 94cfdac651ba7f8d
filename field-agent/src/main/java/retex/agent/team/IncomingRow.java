package retex.agent.team;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * A file that came by way of headquarters: its name there, its place in the order here, its hash
 * and size, from which device, when it was whole; its bytes until it is taken in, then the shared
 * evaluation that it is of; why it was refused.
 */
@MappedEntity("team_incoming")
record IncomingRow(
    @Id String item,
    long number,
    String file,
    int size,
    String sender,
    long at,
    String state,
    byte[] content,
    String share,
    String code) {

  /** The same from another device, under whose hand the file is. */
  IncomingRow from(String device) {
    return new IncomingRow(item, number, file, size, device, at, state, content, share, code);
  }

  /** Without content. */
  @Override
  public String toString() {
    return "IncomingRow[" + item + "]";
  }
}
