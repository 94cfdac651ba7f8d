package retex.delivery;

/**
 * How fast bytes arrive, by the last few seconds alone: a link that has become slower is known
 * within them, whatever crossed before. For one thread; all times are milliseconds of a clock that
 * only goes forward.
 */
public final class Rate {

  private static final long SAMPLE_MILLIS = 2_000; // over a round trip, which may be long
  private static final long UNDER_WAY_SECONDS = 4; // a record written meanwhile waits no longer
  private static final long MOST_UNDER_WAY = 1 << 20;

  private final long leastUnderWay;
  private long sampleFrom; // when the sample began, and what had arrived by then
  private long sampleBytes;
  private long newestFrom; // the same of the newest one
  private long newestBytes;
  private long arrived;

  public Rate(long now) {
    this(now, Measures.CONTRACT.leastUnderWay());
  }

  /** {@code leastUnderWay}: bytes that may be under way however slow the link is. */
  Rate(long now, long leastUnderWay) {
    this.leastUnderWay = leastUnderWay;
    sampleFrom = now;
    newestFrom = now;
  }

  /** So many bytes have arrived by now, all together. */
  public void arrived(long bytes, long now) {
    arrived = bytes;
    if (now - newestFrom >= SAMPLE_MILLIS) {
      sampleFrom = newestFrom;
      sampleBytes = newestBytes;
      newestFrom = now;
      newestBytes = bytes;
    }
  }

  /** Bytes that may be under way, so that what is written meanwhile, and a cut, cost little. */
  public long mostUnderWay(long now) {
    long most = (long) (UNDER_WAY_SECONDS * bytesASecond(now));
    return Math.max(leastUnderWay, Math.min(MOST_UNDER_WAY, most));
  }

  /** Bytes a second over the newest two samples; less the longer nothing arrives. */
  double bytesASecond(long now) {
    return (arrived - sampleBytes) * 1_000.0 / Math.max(1, now - sampleFrom);
  }
}
