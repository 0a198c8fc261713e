package dev.orrery.vm.crash;

import dev.orrery.vm.Checksum;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A process that stores, pins and removes codes until it is killed, and says so before and after each step: {@code store 3},
 * {@code stored 3}. Arguments: the VM's directory, a seed.
 */
final class RestlessVm {
    static final int CODES = 12;

    private RestlessVm() {}

    public static void main(String[] args) throws VmException {
        SplittableRandom random = new SplittableRandom(Long.parseLong(args[1]));
        Vm vm = Vm.open(VmOptions.in(Path.of(args[0])));
        vm.simulateStoreCode(Codes.wasm(0)); // the first takes the longest
        System.out.println("ready");
        while (true) {
            int number = random.nextInt(CODES);
            Checksum code = Codes.checksum(number);
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    System.out.println("store " + number);
                    vm.storeCode(Codes.wasm(number));
                    System.out.println("stored " + number);
                }
                case 2 -> {
                    if (isStored(vm, code)) {
                        System.out.println("remove " + number);
                        vm.removeCode(code);
                        System.out.println("removed " + number);
                    }
                }
                default -> {
                    if (isStored(vm, code)) {
                        vm.syncPinnedCodes(List.of(code));
                    }
                }
            }
        }
    }

    private static boolean isStored(Vm vm, Checksum code) {
        try {
            vm.code(code);
            return true;
        } catch (VmException e) {
            return false;
        }
    }
}
