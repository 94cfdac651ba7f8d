package retex.server.access;

import java.util.Set;

/**
 * A person who may sign in. {@code provider} is the code of the provider that a {@link
 * Role#PROVIDER} belongs to, empty for all others; {@code language} is {@code en} or {@code fr}.
 */
public record Account(String name, Set<Role> roles, String provider, String language) {

  public Account {
    roles = Set.copyOf(roles);
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }
}
