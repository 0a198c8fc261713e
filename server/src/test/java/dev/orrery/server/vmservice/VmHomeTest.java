package dev.orrery.server.vmservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VmHomeTest {
    private final VmHome home = new VmHome(Path.of("/srv/orrery"), false);

    @Test
    void namesInsideTheHomeAreTakenAsTheyAre() {
        assertEquals(Path.of("/srv/orrery"), home.resolve(""));
        assertEquals(Path.of("/srv/orrery/node-1"), home.resolve("node-1"));
        assertEquals(Path.of("/srv/orrery/node-1"), home.resolve("/srv/orrery/x/../node-1"));
    }

    @Test
    void namesOutsideHaveOneDirectoryInsideEach() {
        Path foreign = home.resolve("/home/chain/.wasmd/wasm");
        assertTrue(foreign.startsWith("/srv/orrery/dirs"), foreign.toString());
        assertEquals(foreign, home.resolve("/home/chain/./.wasmd/wasm/"));
        assertNotEquals(foreign, home.resolve("/home/chain/.other/wasm"));
        assertTrue(home.resolve("../../etc").startsWith("/srv/orrery/dirs"));
        assertTrue(home.resolve("/srv/orrery-other").startsWith("/srv/orrery/dirs"));
    }

    @Test
    void aTrustedChainNamesAnyDirectory() {
        VmHome open = new VmHome(Path.of("/srv/orrery"), true);
        assertEquals(Path.of("/home/chain/.wasmd/wasm"), open.resolve("/home/chain/.wasmd/wasm"));
    }
}
