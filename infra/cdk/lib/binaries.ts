// The functions' code, as `cargo lambda build` leaves it.

import { existsSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { Annotations, Stack } from 'aws-cdk-lib';
import { Code, type CodeConfig } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { FunctionName } from './functions';

/**
 * Where cargo lambda leaves what it builds in a checkout of Latchkey. An app that has this from npm says where its zips are:
 * its own `target/lambda` could hold somebody else's function by a name of ours.
 */
export function builtHere(): string {
  if (__dirname.split(path.sep).includes('node_modules')) {
    throw new Error('latchkey-cdk: `binaries` is missing, the folder with the zips of a release');
  }
  return path.resolve(__dirname, '../../../target/lambda');
}

const HOW = 'cargo lambda build --release --arm64 --output-format zip';

/** The code of a function: its zip, as a release has them; or of its `bootstrap.zip` and its `bootstrap`, the newer. */
export function binary(scope: Construct, folder: string, name: FunctionName): Code {
  const crate = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const built = path.join(folder, crate);
  const places = [`${built}.zip`, path.join(built, 'bootstrap.zip'), path.join(built, 'bootstrap')];
  const forms = places.filter((file) => existsSync(file));
  const newest = forms.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)[0];
  if (newest === undefined) {
    const says = `${folder} lacks binaries: the stack can be looked at, not deployed. \`${HOW}\` makes them, and a release has them`;
    Annotations.of(scope).addWarningV2('latchkey:not-built', says);
    return new NotBuilt(crate);
  }
  return newest.endsWith('.zip') ? Code.fromAsset(newest) : Code.fromAsset(built, { exclude: ['*', '!bootstrap'] });
}

/**
 * Code that is not there. Synthesis needs no binaries, deployment does, and nothing tells an app for which of them it
 * runs. So the asset is no file that could be deployed by mistake but a command, which whoever publishes assets (`cdk
 * deploy`, a pipeline) has to run for the file's name; it fails and says what to build, and CloudFormation is never asked.
 */
class NotBuilt extends Code {
  public readonly isInline = false;

  constructor(private readonly crate: string) {
    super();
  }

  public override bind(scope: Construct): CodeConfig {
    const says = `console.error("${this.crate} is not built: ${HOW}"); process.exit(1)`;
    const s3Location = Stack.of(scope).synthesizer.addFileAsset({
      sourceHash: `${this.crate}-is-not-built`,
      displayName: `${this.crate}, which is not built`,
      executable: ['node', '-e', says],
    });
    return { s3Location: { bucketName: s3Location.bucketName, objectKey: s3Location.objectKey } };
  }
}
