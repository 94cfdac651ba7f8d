package retex.agent;

import io.micronaut.runtime.Micronaut;

/** The field agent's process. */
public final class AgentApplication {

  private AgentApplication() {}

  public static void main(String[] arguments) {
    Micronaut.run(AgentApplication.class, arguments);
  }
}
