package dev.orrery.javawasm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What contracts cannot have is named, with the line it stands in. */
class UnsupportedTest {
    private static final String ANNOTATIONS = """
            @interface Export { String value(); }
            @interface Import { String value(); }
            @interface Instruction { String value(); }
            @interface OnlyImplementation {}
            interface Task { long run(); }
            class Main {
            """;

    private record Case(String name, String member, String complaint) {}

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> isNamed() {
        return Stream.of(
                        new Case(
                                "doubles",
                                export("return (long) (a * 1.5);"),
                                "float and double are not part of contracts in Java"),
                        new Case(
                                "a class",
                                export("return new java.util.HashMap<Long, Long>().size();"),
                                "java.util.HashMap is not part of contracts in Java"),
                        new Case(
                                "a method",
                                export("return \"x\".strip().length();"),
                                "java.lang.String.strip() is not part of contracts in Java"),
                        new Case(
                                "a field",
                                export("return System.out.hashCode();"),
                                "java.lang.System.out is not part of contracts in Java"),
                        new Case(
                                "class literals",
                                export("return String.class.hashCode();"),
                                "class literals and assert are not part of contracts in Java"),
                        new Case(
                                "locks",
                                export("synchronized (\"x\") { return a; }"),
                                "synchronized is not part of contracts in Java"),
                        new Case(
                                "native methods",
                                "static native long secret();" + export("return secret();"),
                                "Main.secret() is native, but neither @Import nor @Instruction says what it is"),
                        new Case(
                                "instructions",
                                "@Instruction(\"f64.add\") static native long add(long a, long b);"
                                        + export("return add(a, a);"),
                                "@Instruction(\"f64.add\") of Main.add(long, long)"))
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> {
                    Unsupported failure = assertThrows(Unsupported.class, () -> compile(each.member()));
                    assertEquals("Main.java:7: " + each.complaint(), failure.getMessage());
                }));
    }

    private static String export(String body) {
        return "@Export(\"main\") static long main(long a) {" + body + "}";
    }

    private byte[] compile(String members) throws IOException {
        Files.writeString(folder.resolve("Main.java"), ANNOTATIONS + members + "}");
        return ContractCompiler.compile(JavaSources.compile(List.of(folder)));
    }

    @Test
    void aModuleNeedsExports() {
        Unsupported failure = assertThrows(Unsupported.class, () -> compile("static long main(long a) { return a; }"));
        assertEquals("no method is annotated @Export, so nothing would be in the module", failure.getMessage());
    }

    @Test
    void thereMustBeOneImplementation() {
        String both = "static final class A implements Task { public long run() { return 1; } }"
                + "static final class B implements Task { public long run() { return 2; } }"
                + "@OnlyImplementation static native Task task();"
                + export("return task().run();");
        Unsupported failure = assertThrows(Unsupported.class, () -> compile(both));
        assertTrue(
                failure.getMessage().startsWith("a contract needs one class that implements Task, found ["),
                failure.getMessage());
    }

    @Test
    void javacSaysWhatIsNotJava() {
        Unsupported failure = assertThrows(Unsupported.class, () -> compile(export("return b;")));
        assertTrue(failure.getMessage().contains("cannot find symbol"), failure.getMessage());
    }

    @Test
    void sourcesCompileToTheSameBytesEachTime() throws IOException {
        String members = export("return (a + \" \" + new Object()).hashCode() + (a > 3 ? Math.addExact(a, a) : -a);");
        byte[] first = compile(members);
        for (int i = 0; i < 5; i++) {
            assertArrayEquals(first, compile(members));
        }
    }
}
