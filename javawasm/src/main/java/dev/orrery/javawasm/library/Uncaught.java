package dev.orrery.javawasm.library;

import dev.orrery.javawasm.library.lang.JString;

/** Ends the contract call for an exception that nobody caught, in the way that a chain shows the text of. */
final class Uncaught {
    private Uncaught() {}

    @Import("abort")
    private static native void abort(int textRegion);

    static void abort(Throwable exception) {
        byte[] text = ((JString) (Object) exception.toString()).utf8();
        byte[] region = new byte[12];
        int address = Memory.addressOf(region) + 8;
        Memory.storeInt(address, Memory.addressOf(text) + 8);
        Memory.storeInt(address + 4, text.length);
        Memory.storeInt(address + 8, text.length);
        abort(address);
    }
}
