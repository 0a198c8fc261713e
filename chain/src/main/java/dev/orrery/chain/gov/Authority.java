package dev.orrery.chain.gov;

import dev.orrery.chain.error.ChainException;

/**
 * Who may change the chain's parameters: the account of governance.
 *
 * @param address as messages spell it
 */
public record Authority(String address) {
    /**
     * @throws ChainException if somebody else claims it
     */
    public void require(String claimed) {
        if (!claimed.equals(address)) {
            throw GovError.INVALID_SIGNER.failure("invalid authority; expected " + address + ", got " + claimed);
        }
    }
}
