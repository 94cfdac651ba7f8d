package retex.server;

import io.micronaut.runtime.Micronaut;

/** The central server's process. */
public final class ServerApplication {

  private ServerApplication() {}

  public static void main(String[] arguments) {
    Micronaut.run(ServerApplication.class, arguments);
  }
}
