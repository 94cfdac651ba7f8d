package retex.server.console;

import retex.refusal.RefusalCode;

/** Why a command does not begin. */
public enum ConsoleRefusal implements RefusalCode {
  /** Another program listens there, or this user may not. */
  PORT_TAKEN,
  /** The address is of no database that there are tables for. */
  DATABASE_UNKNOWN,
  /** The address holds a password, and every user of the machine may read it. */
  DATABASE_PASSWORD_SHOWN
}
