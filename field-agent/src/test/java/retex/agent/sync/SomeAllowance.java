package retex.agent.sync;

import io.micronaut.context.ApplicationContext;

/** How much an errand may send. */
public final class SomeAllowance {

  private SomeAllowance() {}

  public static Allowance all(ApplicationContext laptop) {
    return of(laptop, Long.MAX_VALUE);
  }

  public static Allowance of(ApplicationContext laptop, long most) {
    return new Allowance(laptop.getBean(Budget.class), most);
  }
}
