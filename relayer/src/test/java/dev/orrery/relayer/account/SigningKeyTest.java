package dev.orrery.relayer.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningKeyTest {
    /** Words and addresses of CosmJS's and LocalOsmosis's test accounts. */
    @ParameterizedTest
    @CsvSource({
        "enlist hip relief stomach skate base shallow young switch frequent cry park,"
                + "a833b03d8ed1228c4791cbfab22b3ed57954429f",
        "notice oak worry limit wrap speak medal online prefer cluster roof addict wrist behave treat actual wasp year"
                + " salad speed social layer crew genius,c10820983f33456ce7beb3a046f5a83fa34f027d",
        "cream sport mango believe inhale text fish rely elegant below earth april wall rug ritual blossom cherry"
                + " detail length blind digital proof identify ride,4d56c837964bafa8160e1e15545b8254561385b1"
    })
    void wordsLeadToTheAddressThatOtherWalletsFind(String words, String address) {
        assertEquals(
                address,
                HexFormat.of().formatHex(SigningKey.ofWords(words).address().toByteArray()));
    }

    @Test
    void spacesBetweenWordsDontMatter() {
        assertEquals(
                SigningKey.ofWords("enlist hip relief").address(),
                SigningKey.ofWords("  enlist\n hip\trelief ").address());
    }

    @Test
    void signaturesAreAlwaysTheSameAndOfTheSameLength() {
        SigningKey key = SigningKey.ofWords("notice oak worry");
        for (int i = 0; i < 100; i++) {
            byte[] message = {(byte) i};
            assertEquals(64, key.sign(message).size());
            assertEquals(key.sign(message), key.sign(message));
        }
        assertNotEquals(key.sign(new byte[] {1}), key.sign(new byte[] {2}));
    }
}
