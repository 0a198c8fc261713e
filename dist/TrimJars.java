import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Removes from the jars of a folder what this machine has no use for: native libraries of other machines, signatures, and parts of
 * large libraries that nothing here reaches. The classes
 * of a signed jar can't be in an AOT cache, and checking the signature takes a fifth of a second at every start; what comes from Maven
 * was compared with its checksum when it was fetched. RocksDB's own library, 17 MB, is put beside the jars, where it is found: to unpack
 * it takes a tenth of a second at every start. Old classes get {@link StackMaps}. Run from the source: {@code java dist/TrimJars.java FOLDER}.
 */
final class TrimJars {
    private static final Pattern SIGNATURE = Pattern.compile("/META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
    private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dll|dylib|jnilib)");

    /** Put into a folder {@code native}, for {@code RocksDatabase}. */
    private static final Pattern BESIDE = Pattern.compile("/librocksdbjni-(.*\\.so)");

    /** Quirk: in a folder RocksDB looks for its library under another name than in its jar. RocksDB.java: loadLibrary(List). */
    private static final String NAME_BESIDE = "librocksdbjnijni-$1";

    /**
     * Bouncy Castle but for its plain classes, of which Orrery uses digests, curves and signers: a provider of Java's own cryptography,
     * post-quantum schemes, certificates. Google's common messages but for {@code google.rpc}, which gRPC's statuses are.
     */
    private static final Pattern UNUSED = Pattern.compile("(/META-INF/versions/\\d+)?/org/bouncycastle/(jcajce|pqc|jce|x509|i18n|ldap)/.*"
            + "|/(com/)?google/(api|apps|cloud|geo|logging|longrunning|shopping|type)/.*");

    /** What each kind of machine is called in the paths of native libraries. */
    private static final Map<String, List<String>> PROCESSORS = Map.of(
            "amd64", List.of("linux64", "linux-x86_64", "linux_x86_64", "epoll_x86_64", "linux/amd64"),
            "aarch64", List.of("linux-aarch64", "linux_aarch_64", "epoll_aarch_64", "linux/aarch64"));

    /** Alpine's C library; everywhere else it is glibc. */
    private static final boolean MUSL = Stream.of("x86_64", "aarch64")
            .anyMatch(machine -> Files.exists(Path.of("/lib/ld-musl-" + machine + ".so.1")));

    private TrimJars() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                trim(jar);
            }
        }
    }

    private static void trim(Path jar) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of());
                Stream<Path> entries = Files.walk(zip.getPath("/"))) {
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                String name = entry.toString();
                if (SIGNATURE.matcher(name).matches()
                        || UNUSED.matcher(name).matches()
                        || NATIVE.matcher(name).matches() && !isForThisMachine(name)) {
                    Files.delete(entry);
                } else if (BESIDE.matcher(name).matches() && !ofThisMachine().isEmpty()) {
                    Path folder = Files.createDirectories(jar.resolveSibling("native"));
                    Files.copy(entry, folder.resolve(BESIDE.matcher(name).replaceFirst(NAME_BESIDE)));
                    Files.delete(entry);
                }
            }
            StackMaps.add(zip);
        }
    }

    /** On anything but Linux, and on processors we don't know, everything stays. */
    private static boolean isForThisMachine(String name) {
        List<String> known = ofThisMachine();
        String lower = name.toLowerCase(Locale.ROOT);
        return known.isEmpty() || known.stream().anyMatch(lower::contains) && lower.contains("musl") == MUSL;
    }

    private static List<String> ofThisMachine() {
        return System.getProperty("os.name").equals("Linux")
                ? PROCESSORS.getOrDefault(System.getProperty("os.arch"), List.of())
                : List.of();
    }
}
