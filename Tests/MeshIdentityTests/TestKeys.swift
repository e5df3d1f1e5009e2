/// Keys that were made for these tests and are good for nothing else.
enum TestKeys {
  /// PKCS #1, as OpenSSL 1 wrote it and Istio's users have it.
  static let rsa2048 = """
    -----BEGIN RSA PRIVATE KEY-----
    MIIEpAIBAAKCAQEA08m4QUCrSRIQChl+UtrQJjvBzQeSoN9LvD/tk6SU2ysxqHgZ
    Kso8HYIVlPCDTroSxxf3oGdlShWcH8dqSNuYOdjlKXAfFI8JwQIbre3EdSM2sTof
    U1+clNWW5JSJzVk4vXXClpUQ2Gb12o4ZjGIWyuRr2qKkz9c8DcXShFTGAXUHul6s
    bupQwMLYoDkw6V5dGGkmtT10fmDJoUzjV4FWKZUx1eD2m3dWG4ITvOe7Pll8law/
    DT/2kIGQXFuVp9OqnNI2gKxn+wdYJYYgewI5fc9zDYXG2WVQw4jzMzhK09EF8gtG
    N9GhDmE3w0Xh++5EPv8MhOTjKP6ddtjR9qbG0wIDAQABAoIBACOPbzylmxz9x2uq
    tCc9Tk3dIsFGUDxqwdCt+zobHFNggUoEQFWK92UM/oqvh5ykaZq8T3vDYKJ71mcP
    mKz7EihEXtYCWXWePskFjZg6oA37B6fiVngtSaFD674dorW0EW7eYvndtaJgR0+X
    JHsJzUHr8KAZRwsO3KqDWMGXale7/EUR6b1iDAECZ2fUQCOuBftE6wl4+hSqXOlS
    miFgJs5VuSQDQN2OIbdZuWpj7oVSRNxEulSzbzRlrw1OpspVxr26eJLlep3wElKO
    aM0J7BtP6rMnj0rZFmOBXIydUpOKSSUtEFrMCvkVncWh0xlvNM3PPAhtiF8w0xvS
    WUbOmwECgYEA/RXGoIhBHRwNlxWuvCfKygPKi4QRX7Nmk4LUwtQJd7dz0k7fHITJ
    VdXTxYkwe8+TosiT0XnWMJ5732tCbC8rJZIGjgfM9Q/7ss4bOkMFGiNs8eJ+TFYb
    a25DoMTe4KA2lJNeifI7CH42UDaU3mLdjJxjAb5w7jLns9qYXaeWq/MCgYEA1jot
    zZG0betIRsshZTedlgc+tCs3Wf03x0uc/YZMx371vdjLlEboFeuFh1YdluCQMvvd
    vdnQ+cg4DEEWdgjKXhASU/HMnbzrcSsa+mzIJXdTMkb8oIRlgUhvShpeRcvTGUHe
    ZG3fayAFJmFt5yPCf0/hg0q+YklZBcqnQcCAkaECgYEA1b3vW6LXgzMvExt/0G62
    6Lgc9oladv23svs6nzSerlnkWoi8C4Tl2TVWvizoIpij8kX9+VsxlywyJ/WZSm7n
    vLpACPHzmkCebVt+SU1S4MlseDi2O9g5Hhkoyn2aUhFdJ0vy+wP18W1Oh54hSlQr
    Elb9kvp4u+OIJjCGoAoqyRsCgYAKWVkpGybaQImHUfzVBPDJ9KOk1ImiAUeWiyKU
    ZM6EvK9mcnizOxGvLWeP+CsJxONycxRtPX6I8pEyllpdbWNJVAFuqLm3zQ6asvhk
    rKimlrMgNKmzn3G/4x3tOIThXk1eZP43X89xP2TAS+ihR+r3d4Zvb0bvPJfeXcHi
    vUf4wQKBgQCXnd5KSvmZVUm0NHSz5adFsAf5tG7gCRditVntFasaguJ4VDrz8AyZ
    6gDo+tvLoEGJuVkMfaKQj+Z1iMu4lgrzlma8tOVPPUjbgYdOF1WRR1FkwnMQKNn0
    radirerVJYgkAuzo6SKq65X6Ll/5iCHP6iST9pxOxMvU+6QQ26O83A==
    -----END RSA PRIVATE KEY-----
    """

  /// PKCS #8.
  static let otherRSA2048 = """
    -----BEGIN PRIVATE KEY-----
    MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCx1LCxFEY5h/og
    fATVxkjoQp1Z5ekuBYNkmGOBEtec22kZqmDPbLkSBcOMqY9i5METjO8k5fQLXqsi
    /DnQ55mTwFl2sjCtfIZ1funBcHmhafYEkdqOsBV9JC7QYCThqrR8MAt2nFFFlPf3
    +wOOw3btz2B0ZlYaGPdZwHTg63TsPMkLtDPkecVC7BbP6pV9JPQDZnuLanub4Ca9
    Kb82nD0bG9E9wOhWhRsIo32chjlfhisOQ6xvNn1dxXZTT1kFFdwnabHMfzkL2FdL
    4xTYrmcXsUcyzvVsEAPw0WQYHmHxI2aH43VUsqSv/hONhGKE34pG0Y3zZly9ozCv
    WAESRh+LAgMBAAECggEAFP+Ycvssj6k5epHVFakkUsi1lo1KIN+7HtXKaiNfcmuL
    guGrgigZx8GxJZr1Y31qOcoaiFuJmw4YBzmMBNmpji4tt5EITnQLLIn1RZznv+JT
    OpbpHTri+V6caIlHJvPmpq4bAcEo7PPPlBNVMuEXL12ddiE0vurTyl//bSULLsSM
    TLnlYFsvxyDC9JIFztv9YV2x+M3qjukAyVZA/0Cut3YV37ZhLYDul4z9k9A5osw+
    lcpKkEbnzw+95Lq4lHkn0PJMB4kbSP+OBP5gyI3WxtpR7h9lRrKrHps66AXoN4U7
    fbvI0y2h1t2W5lpD8ZEIPBXzgy4PMZryt1Zy26MuAQKBgQDdPOEHZqpemjjxluXJ
    LMn/Q321zKwrZvvILAl9+kXu8N7OSORWd4kal8gtq688gVCxMDYd5rDdC2yGKeeF
    uQtQyVNADqtZ2cVbqfS70ac8mGTlQUbEZbN1B3wLzciiAgNGQLO0uLifk5PodJjB
    37OdroYUUaPnkro14T7g5K/p+wKBgQDNxcxmX8xls0SLBd2j4dnB2U06JnzsRpf8
    N8vBfp6ISz+R2XZjKkAOc3kMKkCTysiSrT214WTlSOxbott536fdx29J5Vq/Xlo0
    eA9TVCxqNbDVZv2U2+6VC1nLNxPByJJaZuEzUriTKjH2CbV5ysNUbl1Oz2cqMik7
    1QdSZEG7sQKBgCaoyLm+Wu8FDAZLVAP/a5zLcmAeT8eVy1GDQHVfEnFabdSmMCBb
    6v1WoIg6g/iSsEMGJa677RPzNxeKowZe+3c2dvGunoqo3y/RVw6q6ApSpu7YpUEU
    dHNyx15Yq0KED4ZrL/vYe4qHA0WPelIGgSCAqrVKPtXscdWQcqhhzcuZAoGBALyd
    58ubWneKiHTKrqxu9LT85A4+g1ntJ5m451t5HgYeu6mMZTlm3AqjDDz7afBO++V/
    SUaz0VFes9EXigi/21auXbOlubYa3aKkvp+KU6ATkQE8A4t0wc/69JcS6FhD6utU
    zG7ID4pOLjeyFJgMJVn6RCteb9k825ENp0V9wscxAoGAHfLhKnNW8S2tjhN5RhDx
    Q4ozsnFKiUeBMZbXf0PjrASI5CVRzJOoXhsz40ZTLzlvSCfjHSTvLnyLoUGqs1iX
    1uWuW4caTps8uiFO8yvx6+K6JDTSyiKK7O9pu+SN6/wEB3ZsVOIiIfPQikVe0ScR
    hrLc+fGatFZj7Tdngrtm/Rc=
    -----END PRIVATE KEY-----
    """

  /// SEC 1, with the curve's parameters before it, as `openssl ecparam -genkey` writes it.
  static let p256 = """
    -----BEGIN EC PARAMETERS-----
    BggqhkjOPQMBBw==
    -----END EC PARAMETERS-----
    -----BEGIN EC PRIVATE KEY-----
    MHcCAQEEIDouto0LDQ1lMDUEPHS/wWHjCirlGGJugmkzA1eoxrUnoAoGCCqGSM49
    AwEHoUQDQgAEWmE4bSSIAn8MZlFu//XGwH3elM+0IBALIHuVBO0o+1YlZ3cDrvoG
    sGJ85Jvv2ZEon1ScGbntWPuutYyANFZUUg==
    -----END EC PRIVATE KEY-----
    """

  /// A request by OpenSSL with the first key, for spiffe://cluster.local/ns/shop/sa/cart.
  static let rsaRequest = """
    -----BEGIN CERTIFICATE REQUEST-----
    MIICjDCCAXQCAQAwADCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBANPJ
    uEFAq0kSEAoZflLa0CY7wc0HkqDfS7w/7ZOklNsrMah4GSrKPB2CFZTwg066EscX
    96BnZUoVnB/HakjbmDnY5SlwHxSPCcECG63txHUjNrE6H1NfnJTVluSUic1ZOL11
    wpaVENhm9dqOGYxiFsrka9qipM/XPA3F0oRUxgF1B7perG7qUMDC2KA5MOleXRhp
    JrU9dH5gyaFM41eBVimVMdXg9pt3VhuCE7znuz5ZfJWsPw0/9pCBkFxblafTqpzS
    NoCsZ/sHWCWGIHsCOX3Pcw2FxtllUMOI8zM4StPRBfILRjfRoQ5hN8NF4fvuRD7/
    DITk4yj+nXbY0famxtMCAwEAAaBHMEUGCSqGSIb3DQEJDjE4MDYwNAYDVR0RAQH/
    BCowKIYmc3BpZmZlOi8vY2x1c3Rlci5sb2NhbC9ucy9zaG9wL3NhL2NhcnQwDQYJ
    KoZIhvcNAQELBQADggEBADBnkXfQAaa3BLxpE7BwbDaF/AU4oLKFZv33UjluMMB5
    8cleDlSlcHPc3kDQ4MTYxWaoxAkxPc9zd8hUu+nc8TBsHhlkeIORmEmX7VgZIVbn
    Eoad6Z7hTWL+IY3XRlg8+WVg9GnQ4W3hb7Pd6Zii5VSq4rZbg12mHLX+/cRgh/Jj
    t3DAXQvok7xAKM8ddS53HsJI7+zVCz2L89CZ//kU4XhsAGAM7vH0HlGaem3epNgg
    sA65VZbO2LJ81XLzPtQyHOn1rYxZs6eiph+NBSvyNLW/UadO0DSWdDp1ZaYL7GNs
    0BVMTDjbFNQ0WnMN445SE2PlfXmS1JpKDrjDx1SBe3w=
    -----END CERTIFICATE REQUEST-----
    """

  /// A request with an RSA key of 1024 bits.
  static let weakRequest = """
    -----BEGIN CERTIFICATE REQUEST-----
    MIIBSzCBtQIBADAMMQowCAYDVQQKDAF4MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCB
    iQKBgQDccGLeDf2PAI9eR43aguQi5HJd5DRACA8SjzBUq77tSR4mIWhxo0lT60WQ
    0l8NJfc+E9Vbd91dBwR7gAWVT/28qNpdN3dvjpVtD2/WlkhMRYQSDzhWf5dt1yF6
    XTiLucf9DAFjhCzO8Zq4Dn4i5VOZxAg6m4B0+tJ62cvDZeO24wIDAQABoAAwDQYJ
    KoZIhvcNAQELBQADgYEARB6/4NqijJ+7UlWeqUrdpKqy2qeIqZqhfMzkRsz/evxh
    h+GUqQnm+p9Q44U/sqRE6uYkF9q8IqDHGtLYmj6eu7/w7FBxGAElroj0J63Aeq/T
    Dbuo/IAz0PdPdVOshT2Td6++cIDXdCjxFynz44q+IBDuM4ATaSpsT9sX3cv9CAQ=
    -----END CERTIFICATE REQUEST-----
    """
}
