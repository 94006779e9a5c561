// Error messages for missing browsers and drivers. A journey without its browser fails.

const PACKAGES = { Firefox: "firefox-esr", WebKitWebDriver: "webkit2gtk-driver", Xvfb: "xvfb" };

/** Adds the name of the missing package to the error if the program could not be started. */
export async function from<T>(what: keyof typeof PACKAGES, started: Promise<T>): Promise<T> {
  try {
    return await started;
  } catch (error) {
    const absent = /ENOENT|unable to find binary|not a Firefox executable/.test(String(error));
    throw absent ? new Error(`${what} is missing. On Debian: apt-get install -y ${PACKAGES[what]}\n${error}`) : error;
  }
}
