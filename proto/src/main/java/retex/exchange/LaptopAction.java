package retex.exchange;

/** One thing that the laptop's side does next. */
sealed interface LaptopAction {

  void on(Doer doer);

  /** Carries the actions out. */
  interface Doer {
    void sayHello(long next);

    void sendBatch(long first, int atMost);

    void sendHeads(long from, long to);

    void pull(long from, long to);

    void acknowledge(long upTo, long known);

    void open(long forkNumber);

    void reappend(long forkNumber);

    void complete();
  }

  record SayHello(long next) implements LaptopAction {
    @Override
    public void on(Doer doer) {
      doer.sayHello(next);
    }
  }

  /** Encodes and sends up to {@code atMost} entries; what was sent comes back as an event. */
  record SendBatch(long first, int atMost) implements LaptopAction {
    @Override
    public void on(Doer doer) {
      doer.sendBatch(first, atMost);
    }
  }

  record SendHeads(long from, long to) implements LaptopAction {
    @Override
    public void on(Doer doer) {
      doer.sendHeads(from, to);
    }
  }

  record Pull(long from, long to) implements LaptopAction {
    @Override
    public void on(Doer doer) {
      doer.pull(from, to);
    }
  }

  /** {@code known}: up to where this conversation knew the log to be acknowledged before. */
  record Acknowledge(long upTo, long known) implements LaptopAction {
    @Override
    public void on(Doer doer) {
      doer.acknowledge(upTo, known);
    }
  }

  record Open(long forkNumber) implements LaptopAction {
    @Override
    public void on(Doer doer) {
      doer.open(forkNumber);
    }
  }

  /** Appends to the present log again what the server has lost of an earlier epoch. */
  record Reappend(long forkNumber) implements LaptopAction {
    @Override
    public void on(Doer doer) {
      doer.reappend(forkNumber);
    }
  }

  /** Ends the laptop's half of the stream. */
  record Complete() implements LaptopAction {
    @Override
    public void on(Doer doer) {
      doer.complete();
    }
  }
}
