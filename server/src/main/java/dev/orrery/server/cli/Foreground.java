package dev.orrery.server.cli;

import java.util.concurrent.CountDownLatch;

/** Lets a command run until its process is told to end. */
final class Foreground {
    private final CountDownLatch ended = new CountDownLatch(1);

    /** @param end runs when the process is told to end */
    Foreground(Runnable end) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            end.run();
                            ended.countDown();
                        },
                        "shutdown"));
    }

    void await() throws InterruptedException {
        ended.await();
    }
}
