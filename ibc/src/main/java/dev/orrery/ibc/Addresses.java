package dev.orrery.ibc;

/** How accounts of this chain are written. */
public interface Addresses {
    /**
     * @throws IbcException of kind {@link IbcError#INVALID_ADDRESS} if it is no address of an account
     */
    byte[] parse(String text);

    String text(byte[] address);
}
