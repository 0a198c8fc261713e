package dev.orrery.server.rest;

import java.util.Arrays;
import java.util.List;

/** Cuts paths at their slashes. */
final class Paths {
    private Paths() {}

    /** The segments behind the first slash; a trailing slash makes an empty one. */
    static List<String> split(String path) {
        return Arrays.asList(path.substring(1).split("/", -1));
    }
}
