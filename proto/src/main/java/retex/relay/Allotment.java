package retex.relay;

/** How many bytes of files may cross yet, both ways together. */
public interface Allotment {

  long left();

  /** So many have crossed. */
  void spend(long bytes);
}
