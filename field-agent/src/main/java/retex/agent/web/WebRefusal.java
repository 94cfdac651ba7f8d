package retex.agent.web;

import java.io.IOException;
import java.util.Optional;
import org.sqlite.SQLiteException;
import retex.refusal.FullDisk;
import retex.refusal.RefusalCode;

/** Why a request is not taken at all. */
public enum WebRefusal implements RefusalCode {
  /** The form was not sent from one of this laptop's own pages. */
  FORM_FOREIGN,
  /** Another program listens at the address of the pages, or this user may not. */
  PORT_TAKEN,
  /** The disk is full. */
  DISK_FULL,
  /** The disk does not give what is read, or does not take what is written. */
  DISK_FAULTY,
  /** A page of the open store is damaged. */
  DAMAGE_MET;

  /**
   * What the system says of the disk, or the engine of the one under it (sqlite.org/rescode.html);
   * empty for all else.
   */
  public static Optional<WebRefusal> ofDisk(Throwable cause) {
    if (cause instanceof IOException failed && FullDisk.isMeant(failed)) {
      return Optional.of(DISK_FULL);
    }
    if (!(cause instanceof SQLiteException failed)) {
      return Optional.empty();
    }
    return switch (failed.getResultCode()) {
      case SQLITE_FULL, SQLITE_IOERR_SHMSIZE -> Optional.of(DISK_FULL);
      default ->
          switch (failed.getErrorCode()) {
            case 10, 14 -> Optional.of(DISK_FAULTY); // SQLITE_IOERR, SQLITE_CANTOPEN
            case 11, 26 -> Optional.of(DAMAGE_MET); // SQLITE_CORRUPT, SQLITE_NOTADB
            default -> Optional.empty();
          };
    };
  }
}
