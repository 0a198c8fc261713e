package dev.orrery.server.vmservice;

import dev.orrery.vm.Checksum;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where the VMs of this server keep their files. A chain names a directory of its own machine; what that means here is
 * decided so that the same name is the same directory again after a restart, and that no name reaches outside.
 *
 * @param directory the server's home, absolute
 * @param anyDirectory whether chains are trusted to name any directory of this machine
 */
record VmHome(Path directory, boolean anyDirectory) {
    /** Holds the directories whose names lie outside. */
    private static final String FOREIGN = "dirs";

    VmHome {
        directory = directory.toAbsolutePath().normalize();
    }

    /** The directory that is meant by {@code base_dir}. Relative names start at the home; the empty one is the home. */
    Path resolve(String baseDir) {
        Path named = directory.resolve(baseDir).normalize();
        if (anyDirectory || named.startsWith(directory)) {
            return named;
        }
        return directory
                .resolve(FOREIGN)
                .resolve(Checksum.generate(named.toString().getBytes(StandardCharsets.UTF_8))
                        .toString());
    }
}
