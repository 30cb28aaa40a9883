export {
	SupportConfig as Config,
	type SupportConfigProps as ConfigProps,
} from "../hooks/support-config.tsx";
