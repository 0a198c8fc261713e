package dev.orrery.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints, and what servers report of themselves. */
public final class Version implements IVersionProvider {
    /** The release of wasmvm whose results and gas are reproduced. */
    public static final String WASMVM = "3.0.7";

    private static final String RESOURCE = "/dev/orrery/server/version.properties";

    /** Orrery's own version, as the build knows it. */
    public static String orrery() {
        try (InputStream file = Version.class.getResourceAsStream(RESOURCE)) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "orrery " + orrery() + " (results and gas of wasmvm " + WASMVM + ")",
            "Java " + Runtime.version() + " on " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
