package retex.agent.vault;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.RuntimeBeanDefinition;
import java.util.Map;

/** A laptop's program as it is, but that a passphrase costs next to nothing. */
public final class SomeLaptop {

  static final KeyCost CHEAP = new KeyCost(1, 1, 64);

  private SomeLaptop() {}

  /** To be started, and closed. */
  public static ApplicationContextBuilder with(Map<String, Object> properties) {
    return ApplicationContext.builder()
        .properties(properties)
        .beanDefinitions(
            RuntimeBeanDefinition.builder(KeyCost.class, () -> CHEAP)
                .singleton(true)
                .replaces(KeyCost.class)
                .build());
  }
}
