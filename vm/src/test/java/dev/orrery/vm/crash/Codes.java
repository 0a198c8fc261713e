package dev.orrery.vm.crash;

import dev.orrery.vm.Call;
import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.Vm;
import dev.orrery.vm.fixture.MockChain;
import dev.orrery.vm.fixture.Recording;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** As many codes as are wanted: one contract under many checksums, told apart by a custom section. */
final class Codes {
    private static final byte[] CONTRACT = Recording.wasm("c/counter");
    private static final long GAS = 1L << 40;

    private Codes() {}

    static byte[] wasm(int number) {
        byte[] name = ("orrery." + (100 + number)).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(CONTRACT);
        bytes.write(0);
        bytes.write(1 + name.length);
        bytes.write(name.length);
        bytes.writeBytes(name);
        return bytes.toByteArray();
    }

    static Checksum checksum(int number) {
        return Checksum.generate(wasm(number));
    }

    static CallOutcome instantiate(Vm vm, int number) {
        List<byte[]> args = List.of(MockChain.env(), MockChain.info("creator"), MockChain.utf8("{\"count\":5}"));
        return vm.call(new Call(checksum(number), EntryPoint.INSTANTIATE, args, GAS, false), new MockChain().backend());
    }
}
