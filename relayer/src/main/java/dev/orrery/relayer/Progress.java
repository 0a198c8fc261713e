package dev.orrery.relayer;

/** Who is told what a relayer does. Called on the relayer's thread. */
public interface Progress {
    /** Something was done on a chain. */
    void done(String chain, String what);

    /** Something failed and will be tried again. */
    void failed(String chain, String what, String why);

    /** Both chains are linked as was asked for, and packets flow. */
    void ready(String link);

    /** The two chains can't be linked or looked at just now; the relayer goes on trying. */
    void troubled(String why);
}
