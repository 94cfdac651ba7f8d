package retex.bundle;

import java.nio.file.Path;
import java.util.List;

/** What a courier keeps: the bundles of others, and the answers to them. */
public interface HandingStore {

  /** Where the answer for the laptop of {@code bundle} is written that headquarters gives. */
  Path answer(BundleFile bundle);

  /** The answers for the laptop of {@code bundle} that others wrote and someone carried here. */
  List<Path> carriedAnswers(BundleFile bundle);

  /** An answer was fetched that is newer than these: whoever is given them needs them no more. */
  void fetched(List<Path> older);

  /** It was handed over, and its answer is here. */
  void delivered(BundleFile bundle);

  /** Headquarters does not take it; it is kept for whoever asks. */
  void refused(BundleFile bundle, BundleRefusal why);
}
