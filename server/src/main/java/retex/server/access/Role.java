package retex.server.access;

import java.util.Locale;

/** What a person may be at headquarters. */
public enum Role {
  /** IMTC reviewer: reads, returns and accepts records. */
  REVIEWER,
  /** Corrects redactions, proposes and releases. */
  RELEASE_OFFICER,
  /** Accounts, devices, catalogue, audit. */
  ADMINISTRATOR,
  /** A capacity provider: its own feedback and nothing else. */
  PROVIDER;

  /** As commands and forms write it: {@code release-officer}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
