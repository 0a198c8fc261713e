package dev.orrery.ibc.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.ibc.Addresses;
import dev.orrery.ibc.IbcError;
import java.util.HexFormat;

/** Accounts are names; those of modules, which have none, are hexadecimal. */
public final class TestAddresses implements Addresses {
    @Override
    public byte[] parse(String text) {
        if (text.isBlank() || text.contains(" ")) {
            throw IbcError.INVALID_ADDRESS.failure("string could not be parsed as address: " + text);
        }
        return text.startsWith("0x") ? HexFormat.of().parseHex(text.substring(2)) : text.getBytes(UTF_8);
    }

    @Override
    public String text(byte[] address) {
        for (byte letter : address) {
            if (letter < ' ' || letter > '~') {
                return "0x" + HexFormat.of().formatHex(address);
            }
        }
        return new String(address, UTF_8);
    }
}
