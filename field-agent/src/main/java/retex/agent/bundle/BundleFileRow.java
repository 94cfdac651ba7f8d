package retex.agent.bundle;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * Of a file that waits: up to which byte headquarters said it has it, and up to which byte the last
 * series of bundles leads.
 */
@MappedEntity("bundle_file")
record BundleFileRow(@Id String sha256, int there, int exported) {

  static BundleFileRow none(String sha256) {
    return new BundleFileRow(sha256, 0, 0);
  }
}
