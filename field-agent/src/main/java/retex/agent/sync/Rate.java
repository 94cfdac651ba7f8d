package retex.agent.sync;

/**
 * How fast bytes arrive, by the last few seconds alone: a link that has become slower is known
 * within them, whatever crossed before. For one thread; all times are milliseconds of a clock that
 * only goes forward.
 */
final class Rate {

  private static final long SAMPLE_MILLIS = 2_000; // over a round trip, which may be long

  private long sampleFrom; // when the sample began, and what had arrived by then
  private long sampleBytes;
  private long newestFrom; // the same of the newest one
  private long newestBytes;
  private long arrived;

  Rate(long now) {
    sampleFrom = now;
    newestFrom = now;
  }

  /** So many bytes have arrived by now, all together. */
  void arrived(long bytes, long now) {
    arrived = bytes;
    if (now - newestFrom >= SAMPLE_MILLIS) {
      sampleFrom = newestFrom;
      sampleBytes = newestBytes;
      newestFrom = now;
      newestBytes = bytes;
    }
  }

  /** Bytes a second over the newest two samples; less the longer nothing arrives. */
  double bytesASecond(long now) {
    return (arrived - sampleBytes) * 1_000.0 / Math.max(1, now - sampleFrom);
  }
}
