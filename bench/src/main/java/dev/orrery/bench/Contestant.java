package dev.orrery.bench;

import java.io.IOException;

/** One of the two that are compared. Used by one thread. */
interface Contestant extends AutoCloseable {
    /** Makes calls of a case whose module is in memory. Prepares the case when it is first asked for, unmeasured. */
    Sample calls(BenchCase bench, int count) throws Exception;

    /** The same, with each call loading the module from the disk cache. */
    Sample loads(BenchCase bench, int count) throws Exception;

    /** Stores the code in a fresh directory and makes one call, each time. */
    Sample stores(BenchCase bench, int count) throws Exception;

    @Override
    void close() throws IOException;
}
