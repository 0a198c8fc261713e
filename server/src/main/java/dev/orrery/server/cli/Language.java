package dev.orrery.server.cli;

import java.util.Locale;

/** The languages that contracts can be begun in. */
enum Language {
    RUST("Rust", "needs Rust with the sources of its standard library"),
    C("C", "needs clang and lld"),
    ZIG("Zig", "needs Zig 0.14"),
    AS("AssemblyScript", "needs Node.js with npm"),
    JAVA("Java", "needs nothing else");

    private final String title;
    private final String needs;

    Language(String title, String needs) {
        this.title = title;
        this.needs = needs;
    }

    String title() {
        return title;
    }

    /** What building takes besides Orrery. */
    String needs() {
        return needs;
    }

    /** Name of the folder with its files. */
    String folder() {
        return toString();
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
